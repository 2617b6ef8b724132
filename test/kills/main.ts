/*
 * npm run kills -- --engine chromium|firefox|webkit|node --times 20 [--storage log|dexie] [--journal] [--seed N]
 * [--kills-per-profile 10] [--in-fold] [--torn 20]
 *
 * Kills the program in the midst of its writing, and checks after two openings each that nothing acknowledged is
 * missing, older or half. One line for each fault; ends with 1 when there was one.
 */
import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { storageNames } from "../storages.js";
import { createDevice, type Device } from "./device.js";
import { createDraws, drawKill } from "./draws.js";
import { buildFor, engineNames } from "./engines.js";
import { listen } from "./listen.js";
import { createTally } from "./tally.js";
import { tearStores } from "./tear-stores.js";

const { values } = parseArgs({
	options: {
		engine: { type: "string", default: "chromium" },
		storage: { type: "string", default: "log" },
		journal: { type: "boolean", default: false },
		"kills-per-profile": { type: "string", default: "10" },
		"in-fold": { type: "boolean", default: false },
		torn: { type: "string", default: "0" },
		times: { type: "string", default: "20" },
		seed: { type: "string", default: `${Date.now() % 1_000_000}` },
	},
});
const engine = oneOf(engineNames, values.engine);
const storage = oneOf(storageNames, values.storage);
const times = Number(values.times);
const torn = Number(values.torn);
const killsPerProfile = Number(values["kills-per-profile"]);
const draw = createDraws(Number(values.seed));

const { start, folder } = await buildFor(engine);
const listening = await listen(folder);
const tally = createTally(values.journal);
let starts = 0;
let isOver = false;
// Ended from outside, it finishes the kill under way and says what it has seen.
for (const signal of ["SIGTERM", "SIGINT"] as const)
	process.once(signal, () => {
		isOver = true;
	});

const newDevice = () =>
	createDevice({
		start,
		storage,
		journal: values.journal || torn > 0,
		listening,
		nextStart: () => starts++,
	});

const title =
	torn > 0 ? `${torn} stores torn or wiped in` : `${times} kills of`;
console.log(
	`${title} ${engine} with storage ${engine === "node" ? "file" : storage}${values.journal || torn > 0 ? " and journal" : ""}, seed ${values.seed}`,
);
let faults = 0;
try {
	if (torn > 0) faults = await tearStores(torn, newDevice);
	else
		for (let done = 0; done < times && !isOver; done += killsPerProfile)
			await killOneProfile(Math.min(killsPerProfile, times - done));
} finally {
	listening.close();
	await rm(folder, { recursive: true, force: true });
	if (torn === 0) console.log(tally.summary());
}
process.exitCode = faults + tally.faults() === 0 ? 0 : 1;

async function killOneProfile(kills: number): Promise<void> {
	const device = await newDevice();
	const isSound = await killOften(device, kills).catch((error: unknown) => {
		// Whoever ends a whole group of processes ends the program, too, and that is no fault of it.
		if (!isOver) throw error;
		return true;
	});
	if (isSound) await device.remove();
	else console.log(`The profile is kept: ${device.profile}`);
}

/** Ends at the first fault, and when the browser has destroyed everything and there is no journal: what comes after it would only repeat it. */
async function killOften(device: Device, kills: number): Promise<boolean> {
	for (let kill = 0; kill < kills && !isOver; kill += 1) {
		const drawn = drawKill(draw, values["in-fold"]);
		const killed = await device.writeUntilKilled(drawn);
		if (kill > 0) tally.note("second", killed.second, drawn);
		tally.killed(killed);
		const first = await device.openOnce(drawn);
		tally.note("first", first, drawn);
		if (!values.journal && (first.destroyed || killed.second.destroyed))
			return true;
		if (first.faults.length + killed.second.faults.length > 0) return false;
	}
	const last = drawKill(draw, values["in-fold"]);
	const second = await device.openOnce(last);
	tally.note("second", second, last);
	return (second.destroyed && !values.journal) || second.faults.length === 0;
}

function oneOf<Name extends string>(
	names: readonly Name[],
	given: string,
): Name {
	const found = names.find((name) => name === given);
	if (found !== undefined) return found;
	throw new Error(`"${given}" is none of ${names.join(", ")}.`);
}
