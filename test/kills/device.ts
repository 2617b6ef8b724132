import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Running } from "../browser/engines/engine.js";
import type { StorageName } from "../storages.js";
import type { Draw } from "./draws.js";
import type { Start } from "./engines.js";
import { judgeAfterKill, judgeUnchanged } from "./judge.js";
import type { Heard, Listening } from "./listen.js";
import type { Order } from "./order.js";
import { type TornLog, tornLogs } from "./torn-logs.js";
import { createVerdicts, type Verdict } from "./verdicts.js";

export interface DeviceOptions {
	readonly start: Start;
	readonly storage: StorageName;
	readonly journal: boolean;
	readonly listening: Listening;
	/** The next number of a start; see `Order`. */
	readonly nextStart: () => number;
}

export interface Killed {
	/** The opening before it wrote. */
	readonly second: Verdict;
	/** How many documents were acknowledged. */
	readonly acknowledged: number;
	/** Whether it died while it folded its log, as far as was heard. */
	readonly isMidFold: boolean;
	/** Logs of Chromium that it left in the midst of a record. */
	readonly torn: readonly TornLog[];
}

/** One profile, in which the program is started again and again. */
export interface Device {
	readonly profile: string;
	/** Opens a second time what the last kill left (nothing at first), writes, and is killed. */
	writeUntilKilled(draw: Draw): Promise<Killed>;
	/** Opens what the kill left, and closes it. */
	openOnce(draw: Draw): Promise<Verdict>;
	/** Another page of the origin deletes all its databases. */
	deleteDatabases(draw: Draw): Promise<void>;
	remove(): Promise<void>;
}

const PATIENCE_MS = 60_000;
const FOLD_MS = 5_000;
/** What it said last may still be on its way. */
const ENDED_MS = 1_000;

export async function createDevice(options: DeviceOptions): Promise<Device> {
	const profile = await mkdtemp(join(tmpdir(), "engine-kills-"));
	const verdicts = createVerdicts();
	const launch = async (mode: Order["mode"], draw: Draw) => {
		const { listening, nextStart, storage, journal } = options;
		const start = nextStart();
		const heard = listening.expect({ ...draw, journal, start, mode, storage });
		const running = await options.start(profile, listening.url);
		return { heard, running };
	};
	const begin = async (mode: Order["mode"], draw: Draw) => {
		const program = await launch(mode, draw);
		const opened = await inTime(program, "opening", program.heard.opened);
		return { ...program, opened };
	};
	return {
		profile,
		writeUntilKilled: async (draw) => {
			const { opened, ...program } = await begin("write", draw);
			const { heard, running } = program;
			const second = verdicts.on(opened, judgeUnchanged);
			await inTime(program, "writing", momentOf(draw, heard));
			const isMidFold = heard.isFolding();
			await running.kill();
			for (const [id, step] of heard.acknowledged)
				verdicts.acknowledge(id, step);
			const torn = await tornLogs(profile);
			return { second, acknowledged: heard.acknowledged.size, isMidFold, torn };
		},
		openOnce: async (draw) => {
			const { opened, ...program } = await begin("read", draw);
			const verdict = verdicts.on(opened, judgeAfterKill);
			await inTime(program, "closing", program.heard.closed);
			await program.running.end();
			return verdict;
		},
		deleteDatabases: async (draw) => {
			const program = await launch("delete", draw);
			await inTime(program, "deleting", program.heard.closed);
			await program.running.end();
		},
		remove: () => rm(profile, { recursive: true, force: true, maxRetries: 5 }),
	};
}

async function momentOf(draw: Draw, heard: Heard): Promise<void> {
	if (draw.killFrom === "acknowledgement") await heard.begun;
	// Not every storage folds.
	if (draw.killFrom === "fold")
		await Promise.race([heard.whenFolding(), wait(FOLD_MS)]);
	await wait(draw.killAfterMs);
}

interface Program {
	readonly running: Running;
	readonly heard: Heard;
}

/** What is awaited. A program that fails, ends by itself or takes longer than a minute is killed, and the error says so. */
async function inTime<Value>(
	{ running, heard }: Program,
	what: string,
	awaited: Promise<Value>,
): Promise<Value> {
	const patience = new AbortController();
	const tooLong = wait(PATIENCE_MS, undefined, patience).then(() => {
		throw new Error(`It was still ${what} after a minute.`);
	});
	// Without this one that crashes would be waited for for ever.
	const ended = running.ended
		.then(() => wait(ENDED_MS, undefined, patience))
		.then(() => {
			throw new Error(`It ended by itself while ${what}.`);
		});
	for (const given of [tooLong, ended]) given.catch(() => {});
	try {
		return await Promise.race([awaited, heard.failed, ended, tooLong]);
	} catch (error) {
		await running.kill();
		throw error;
	} finally {
		patience.abort();
	}
}
