import { engineErrorOf, type Store } from "@engine-offline/core";
import {
	type CollectionName,
	type Stored,
	writableFields,
} from "@engine-offline/core/replicate";
import type { Read, Warning } from "../checker/rule.js";
import type { Device, Program } from "../device/device.js";
import type { EngineSide } from "../engine/engine-side.js";
import type { History } from "../history/event.js";
import type { Network } from "../network/network.js";
import type { Random } from "../world/random.js";
import type { VirtualTime } from "../world/virtual-time.js";
import { engineValues, type Ledger, type LedgerWrite } from "./ledger.js";

/** What the steps of the workload act on. */
export interface Stage {
	readonly time: VirtualTime;
	readonly random: Random;
	readonly history: History;
	readonly ledger: Ledger;
	readonly network: Network;
	readonly engine: EngineSide;
	readonly devices: readonly Device[];
	/** Told of what a store showed. */
	readonly read: (device: Device, read: Read) => void;
	/** Told of what a logout said that would be lost. */
	readonly warned: (device: Device, warning: Warning) => void;
	/** Told that a person asks for everything now, or that the network is said to be back. */
	readonly prodded: (device: Device) => void;
	/** Told of what must never happen. */
	readonly unexpected: (device: Device, what: string, error: unknown) => void;
}

/** One step on one running device. */
export interface Turn extends Stage {
	readonly device: Device;
	readonly program: Program;
	readonly store: Store;
}

/** A step: does something and says what, or undefined where there is nothing to do it with. */
export type Action = (turn: Turn) => string | undefined;

export type WorldAction = (stage: Stage) => string | undefined;

/** A new value that names the write it comes from. */
export function freshName(stage: Pick<Stage, "ledger">, who: string): string {
	return `${who}.w${stage.ledger.writes().length}`;
}

export function documentsOf(
	turn: Pick<Turn, "device">,
	name: CollectionName,
	fits: (doc: Stored) => boolean,
): Stored[] {
	return [...turn.device.disk.documents(name).values()].filter(fits);
}

export const isLive = (doc: Stored) => !doc._deleted;

export function pickOne(
	turn: Turn,
	name: CollectionName,
	fits: (doc: Stored) => boolean = isLive,
): Stored | undefined {
	const found = documentsOf(turn, name, fits);
	return found.length === 0 ? undefined : turn.random.pick(found);
}

/** What a write gave back, in whichever form. */
export interface Answered {
	readonly id: string;
	readonly edit: number;
}

export interface WriteOrder extends Pick<LedgerWrite, "collection" | "kind"> {
	readonly id?: string;
	readonly fields?: Readonly<Record<string, string>>;
	readonly run: () => Promise<Answered | undefined>;
}

/** Starts a write and notes what becomes of it; a killed program never answers. */
export function write(turn: Turn, order: WriteOrder): string {
	const { ledger, history, device, program, time } = turn;
	const { collection, kind, id = "", fields = {} } = order;
	const doc = device.disk.documents(collection).get(id);
	const entry: LedgerWrite = {
		name: `w${ledger.writes().length}`,
		device: device.name,
		process: program.process.name,
		collection,
		id,
		kind,
		fields,
		knew: engineValues(doc, writableFields[collection]),
		askedAt: time.now(),
		state: "asked",
		edit: 0,
		ackedAt: 0,
		code: "",
	};
	ledger.add(entry);
	order.run().then(
		(answered) => {
			if (answered === undefined) entry.state = "failed";
			else ledger.ack(entry, answered.id, answered.edit);
			history.note("acked", device.name, textOf(entry));
		},
		(error: unknown) => {
			entry.state = "failed";
			entry.code = engineErrorOf(error)?.code ?? "";
			history.note("failed", device.name, `${textOf(entry)} ${entry.code}`);
			if (!isExpected(error)) turn.unexpected(device, textOf(entry), error);
		},
	);
	return textOf(entry);
}

function textOf({
	name,
	kind,
	collection,
	id,
	edit,
	fields,
}: LedgerWrite): string {
	const number = edit === 0 ? "" : ` edit ${edit}`;
	return `${name} ${kind} ${collection}/${id}${number} ${JSON.stringify(fields)}`;
}

/** A typed refusal is an answer; so is RxDB's own conflict for `patch`, or a document that is gone by now. */
function isExpected(error: unknown): boolean {
	const code = engineErrorOf(error)?.code;
	if (code !== undefined) return code !== "STORAGE_FAILED";
	return Reflect.get(Object(error), "code") === "CONFLICT";
}
