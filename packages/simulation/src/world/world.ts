import type { MergePolicies } from "@engine-offline/core";
import { createChecker } from "../checker/checker.js";
import { createIssueLog } from "../checker/issue-log.js";
import type { Evidence, Rule } from "../checker/rule.js";
import { isParked, waitingOf } from "../checker/waiting.js";
import { createWireDocuments } from "../checker/wire-documents.js";
import { createDevice, type Device } from "../device/device.js";
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
} from "../network/network.js";
import type { Stage } from "../workload/context.js";
import { createLedger } from "../workload/ledger.js";
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
	readonly policies?: MergePolicies;
	readonly judged?: readonly string[];
}

const owners: readonly PersonName[] = ["ann", "ann", "ben"];
const SHOWN_EVENTS = 50;

export function createWorld(options: WorldOptions): World {
	const { seed, devices: count = 3, bug = {} } = options;
	const changes = withPolicies(bug, options.policies);
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
		hasPolicies: options.policies !== undefined,
		accountOf: ({ person }) => engine.idOf(person),
		violated,
		tallied: history.count,
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
