import type { Status } from "@engine-offline/sync";
import { createChecker } from "../checker/checker.js";
import { createIssueLog } from "../checker/issue-log.js";
import type { Evidence, Rule } from "../checker/rule.js";
import { isParked, waitingOf } from "../checker/waiting.js";
import { createWireDocuments } from "../checker/wire-documents.js";
import {
	createDevice,
	type Device,
	type DeviceListener,
} from "../device/device.js";
import type { StorageName } from "../device/media.js";
import type { ProgramChanges } from "../device/parts.js";
import { DISK_FULL } from "../device/process-storage.js";
import { createEngineSide, type EngineSide } from "../engine/engine-side.js";
import type { PersonName } from "../engine/people.js";
import { createHistory, type History, lineOf } from "../history/event.js";
import {
	createNetwork,
	type Flight,
	type Network,
	type NetworkListener,
} from "../network/network.js";
import type { Stage } from "../workload/context.js";
import { createLedger, type Ledger } from "../workload/ledger.js";
import { createRandom, type Random } from "./random.js";
import { createVirtualTime, type VirtualTime } from "./virtual-time.js";

export interface Violation {
	/** Such as `S3`. */
	readonly invariant: string;
	readonly device: string;
	readonly text: string;
	/** The last events before it. */
	readonly before: readonly string[];
}

export interface World {
	readonly time: VirtualTime;
	readonly random: Random;
	readonly history: History;
	readonly network: Network;
	readonly engine: EngineSide;
	readonly devices: readonly Device[];
	readonly checker: Required<Rule>;
	readonly stage: Stage;
	readonly violations: readonly Violation[];
	violated(invariant: string, device: string, text: string): void;
	/** Nothing waits anywhere that could go. */
	isQuiet(): boolean;
}

export interface WorldOptions {
	readonly seed: string;
	readonly devices?: number;
	readonly bug?: ProgramChanges;
	readonly storage?: StorageName;
	readonly judged?: readonly string[];
}

const owners: readonly PersonName[] = ["ann", "ann", "ben"];
const SHOWN_EVENTS = 50;

export function createWorld(options: WorldOptions): World {
	const { seed, devices: count = 3, bug: changes = {} } = options;
	const { storage = "memory", judged } = options;
	const time = createVirtualTime();
	const random = createRandom(seed);
	const history = createHistory(time.now);
	const ledger = createLedger(time.now);
	const issues = createIssueLog();
	const violations: Violation[] = [];
	const violated = (invariant: string, device: string, text: string) => {
		history.note("VIOLATED", device, `${invariant} ${text}`);
		if (judged?.includes(invariant) === false) return;
		const before = history.events().slice(-SHOWN_EVENTS).map(lineOf);
		violations.push({ invariant, device, text, before });
	};
	const engine = createEngineSide({
		seed,
		now: time.now,
		quirks: {},
		committed: ({ rpc, effects }) =>
			history.note(
				"commit",
				"",
				`${rpc} ${effects.map(({ effect, kind, remoteId }) => `${effect} ${kind}/${remoteId}`).join(", ")}`,
			),
	});
	const parts = { time, random, history, engine };
	const wireDocuments = createWireDocuments();
	const documentOf = (flight: Flight) =>
		wireDocuments(
			devices.find(({ name }) => name === flight.device),
			flight,
		);
	const network = createNetwork({
		time,
		random: random.fork("network"),
		machine: engine.machine,
		listener: {
			...networkListener({ ...parts, documentOf }, () => checker),
			strayed: (device, url) =>
				violated("S16", device, `a request goes out to ${url}`),
		},
	});
	const unexpected = (device: Device, what: string, error: unknown) => {
		const text = `${what}: ${textOfError(error)}`;
		if (device.disk.wasFull() && text.includes(DISK_FULL))
			history.note("disk-full", device.name, what);
		else violated("S18", device.name, text);
	};
	const devices = owners.slice(0, count).map((person, index) =>
		createDevice({
			name: `d${index + 1}`,
			person,
			time,
			random: random.fork(`device ${index}`),
			network,
			storage,
			changes,
			listener: deviceListener(
				{ history, issues, ledger, unexpected },
				() => checker,
			),
		}),
	);
	const evidence: Evidence = {
		time,
		engine,
		ledger,
		devices,
		issues,
		accountOf: ({ person }) => engine.idOf(person),
		violated,
		counted: (kind, device, text) => {
			history.note(kind, device, text);
		},
	};
	const checker = createChecker(evidence);
	const stage: Stage = {
		...parts,
		ledger,
		network,
		devices,
		unexpected,
		read: checker.read,
		prodded: checker.prodded,
	};
	return {
		...parts,
		network,
		devices,
		checker,
		stage,
		violations,
		violated,
		isQuiet: () =>
			devices.every((device) =>
				waitingOf(device).every(({ doc }) => isParked(doc)),
			),
	};
}

function textOfError(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const cause =
		error.cause === undefined ? "" : ` because ${textOfError(error.cause)}`;
	return `${error.stack ?? error.message}${cause}`;
}

interface Listening extends Pick<World, "history" | "engine"> {
	readonly documentOf: (flight: Flight) => string;
}

function networkListener(
	{ history, engine, documentOf }: Listening,
	checker: () => Required<Rule>,
): NetworkListener {
	const note = (kind: string, flight: Flight, more = "") =>
		history.note(kind, flight.device, `${textOfFlight(flight)}${more}`);
	return {
		sent: (flight) => {
			flight.document = documentOf(flight);
			note("send", flight, ` ${flight.fault ?? ""}`);
			checker().sent(flight);
		},
		arriving: (flight) => {
			engine.truth.attribute(flight.device, flight.id);
			checker().arriving(flight);
		},
		delivered: (flight, answer) => {
			note("deliver", flight, ` ${answer.status}`);
			checker().delivered(flight, answer);
		},
		ended: (flight) => {
			note(
				flight.isGivenUp ? "give-up" : "answer",
				flight,
				` ${flight.status}`,
			);
			checker().ended(flight);
		},
	};
}

function textOfFlight({ id, call }: Flight): string {
	const fields = call.verb === "auth" ? {} : call.fields;
	return `${id} ${call.verb} ${call.collection ?? ""} ${call.remoteId || call.parentId} ${JSON.stringify(fields)}`;
}

interface Noting {
	readonly history: History;
	readonly issues: ReturnType<typeof createIssueLog>;
	readonly ledger: Ledger;
	readonly unexpected: Stage["unexpected"];
}

function deviceListener(
	{ history, issues, ledger, unexpected }: Noting,
	checker: () => Required<Rule>,
): DeviceListener {
	return {
		stored: (device, write) => {
			const { name, next } = write;
			history.note(
				"stored",
				device.name,
				`${name}/${next.id} ${textOfDocument(next)}`,
			);
			issues.note(device, write);
			checker().stored(device, write);
		},
		booted: (device) => {
			history.note("boot", device.name, "");
			checker().booted(device);
		},
		crashed: (device) => {
			history.note("crash", device.name, "");
			checker().crashed(device);
		},
		wiped: (device) => {
			history.note("wipe", device.name, "");
			ledger.forget(device.name);
			issues.forget(device.name);
			checker().wiped(device);
		},
		closed: (device, timers) => {
			history.note("close", device.name, "");
			if (timers > 0)
				unexpected(device, "close", new Error(`${timers} timers are left`));
		},
		status: (device, status: Status) => {
			history.note(
				"status",
				device.name,
				`${status.state} waiting ${status.waiting}`,
			);
			checker().status(device, status);
		},
		replicated: (device, event) => {
			if (event.kind === "failed")
				unexpected(device, `task ${event.task}`, event.error);
			else history.note(event.kind, device.name, JSON.stringify(event));
		},
		failed: (device, what, error) => unexpected(device, what, error),
	};
}

function textOfDocument(doc: object): string {
	const { envelope, ...rest } = JSON.parse(JSON.stringify(doc)) as {
		envelope: Record<string, unknown>;
	} & Record<string, unknown>;
	const {
		exceptions,
		oldMarks,
		mark,
		touched,
		v,
		open,
		since,
		late,
		issues,
		...kept
	} = envelope;
	const short = {
		...kept,
		issues: JSON.stringify(issues).slice(0, 300),
		late: Array.isArray(late) ? late.length : 0,
	};
	const { _rev, _meta, _attachments, id, ...fields } = rest;
	return `${JSON.stringify(fields)} ${JSON.stringify(short)}`;
}
