import { engineErrorOf, type MergePolicies } from "@engine-offline/core";
import { createChecker } from "../checker/checker.js";
import { createIssueLog, type IssueLog } from "../checker/issue-log.js";
import type { Rule } from "../checker/rule.js";
import { isParked, waitingOf } from "../checker/waiting.js";
import { createWireDocuments } from "../checker/wire-documents.js";
import { createDevice } from "../device/create-device.js";
import type { Device } from "../device/device.js";
import type { StorageName } from "../device/media.js";
import type { ProgramChanges } from "../device/parts.js";
import { DISK_FULL } from "../device/process-storage.js";
import { createEngineSide, type EngineSide } from "../engine/engine-side.js";
import { drawWays } from "../engine/other-ways.js";
import type { PersonName } from "../engine/people.js";
import { createHistory, type History, lineOf } from "../history/event.js";
import { type FaultName, faultNames } from "../network/faults.js";
import {
	createNetwork,
	type Flight,
	type Network,
} from "../network/network.js";
import type { Stage } from "../workload/context.js";
import { createLedger, type Ledger } from "../workload/ledger.js";
import { deviceListener, networkListener, textOfError } from "./listeners.js";
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
	readonly faults?: readonly FaultName[];
	readonly policies?: MergePolicies;
	readonly judged?: readonly string[];
}

/** The devices, and whose each is. */
const owners: readonly (readonly [string, PersonName])[] = [
	["d1", "ann"],
	["d2", "ann"],
	["d3", "ben"],
];
const SHOWN_EVENTS = 50;

export function createWorld(options: WorldOptions): World {
	const time = createVirtualTime(() =>
		violated("L5", "", "no time passes: somebody goes round and round"),
	);
	const random = createRandom(options.seed);
	const history = createHistory(time.now);
	const { violations, violated } = createJudgement(history, options.judged);
	const engine = openEngine(options, { time, random, history });
	const parts = { time, random, history, engine };
	const books = { ledger: createLedger(time.now), issues: createIssueLog() };
	const heard: Heard = {
		...parts,
		...books,
		violated,
		devices: () => devices,
		checker: () => checker,
	};
	const network = openNetwork(options, heard);
	const unexpected = judgeErrors({ history, violated });
	const devices = openDevices(options, { ...heard, network, unexpected });
	const checker = createChecker({
		...parts,
		...books,
		devices,
		violated,
		hasPolicies: options.policies !== undefined,
		accountOf: ({ person }) => engine.idOf(person),
		tallied: history.count,
		counted: history.note,
	});
	const { read, warned, prodded } = checker;
	const { ledger } = books;
	const shared = { ...parts, network, devices };
	const stage: Stage = {
		...shared,
		...{ ledger, unexpected, read, warned, prodded },
	};
	const isQuiet = () =>
		devices.every((device) =>
			waitingOf(device).every(({ doc }) => isParked(device, doc)),
		);
	return { ...shared, checker, stage, violations, violated, isQuiet };
}

/** What nobody expects is a bug, unless the disk is full or somebody logs out or updates the app at the moment. */
function judgeErrors({
	history,
	violated,
}: Pick<World, "history" | "violated">): Stage["unexpected"] {
	return (device, what, error) => {
		const text = `${what}: ${textOfError(error)}`;
		if (device.disk.wasFull() && text.includes(DISK_FULL))
			history.note("disk-full", device.name, what);
		else if (device.mayBeClosed() && saysClosed(error))
			history.note("closed", device.name, what);
		else violated("S18", device.name, text);
	};
}

/** By the store's own code, or RxDB's for a collection that is closed: how whoever goes on beside a wipe finds out. */
function saysClosed(error: unknown): boolean {
	return (
		engineErrorOf(error)?.code === "STORE_CLOSED" ||
		Reflect.get(Object(error), "code") === "COL21"
	);
}

/** What listens to network and devices; the devices and the checker come to be after it. */
interface Heard extends Pick<World, "time" | "random" | "history" | "engine"> {
	readonly ledger: Ledger;
	readonly issues: IssueLog;
	readonly violated: World["violated"];
	readonly devices: () => readonly Device[];
	readonly checker: () => Required<Rule>;
}

function createJudgement(
	history: History,
	judged: WorldOptions["judged"],
): Pick<World, "violations" | "violated"> {
	const violations: Violation[] = [];
	const violated = (invariant: string, device: string, text: string) => {
		history.note("VIOLATED", device, `${invariant} ${text}`);
		if (judged?.includes(invariant) === false) return;
		const before = history.events().slice(-SHOWN_EVENTS).map(lineOf);
		violations.push({ invariant, device, text, before });
	};
	return { violations, violated };
}

function openEngine(
	{ seed, faults = faultNames }: WorldOptions,
	{ time, random, history }: Pick<World, "time" | "random" | "history">,
): EngineSide {
	const mayDiffer = faults.includes("other-ways");
	const quirks = mayDiffer ? drawWays(random.fork("ways")) : {};
	for (const name of Object.keys(quirks)) history.count(`way ${name}`);
	return createEngineSide({
		seed,
		now: time.now,
		quirks,
		committed: ({ rpc, effects }) => {
			const what = effects.map(
				({ effect, kind, remoteId }) => `${effect} ${kind}/${remoteId}`,
			);
			history.note("commit", "", `${rpc} ${what.join(", ")}`);
		},
	});
}

function openNetwork(
	{ faults = faultNames }: WorldOptions,
	heard: Heard,
): Network {
	const { time, random, history, engine, violated, devices, checker } = heard;
	const mayBeNear = faults.includes("nearby");
	const near = owners.flatMap(([name]) =>
		mayBeNear && random.fork(`near ${name}`).chance(1 / 3) ? [name] : [],
	);
	if (near.length > 0) history.count("fault nearby");
	const wireDocuments = createWireDocuments();
	const documentOf = (flight: Flight) =>
		wireDocuments(
			devices().find(({ name }) => name === flight.device),
			flight,
		);
	return createNetwork({
		time,
		random: random.fork("network"),
		machine: engine.machine,
		isNear: (device) => near.includes(device),
		listener: {
			...networkListener({ ...heard, documentOf }, checker),
			strayed: (device, url) =>
				violated("S16", device, `a request goes out to ${url}`),
		},
	});
}

function openDevices(
	options: WorldOptions,
	heard: Heard & Pick<Stage, "network" | "unexpected">,
): Device[] {
	const { devices: count = 3, storage = "memory", bug = {} } = options;
	const { faults = faultNames } = options;
	const mayShare = (at: number) =>
		faults.includes("tabs") && random.fork(`shared ${at}`).chance(0.5);
	const { time, random, network, checker } = heard;
	const changes = withPolicies(bug, options.policies);
	return owners.slice(0, count).map(([name, person], index) =>
		createDevice({
			name,
			person,
			time,
			random: random.fork(`device ${index}`),
			network,
			storage,
			isShared: mayShare(index),
			hasSlowDisk: faults.includes("slow-disk"),
			hasJournal:
				faults.includes("journal") &&
				random.fork(`journal ${index}`).chance(0.5),
			changes,
			listener: deviceListener(heard, checker),
		}),
	);
}

function withPolicies(
	changes: ProgramChanges,
	policies: MergePolicies | undefined,
): ProgramChanges {
	if (policies === undefined) return changes;
	return {
		...changes,
		replicator: (given) => {
			const next = { ...given, policies };
			return changes.replicator?.(next) ?? next;
		},
	};
}
