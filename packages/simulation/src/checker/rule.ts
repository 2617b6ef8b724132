import type { UnsyncedItem } from "@engine-offline/core";
import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import type { RestResponse } from "@engine-offline/emulator/machine";
import type { Status } from "@engine-offline/sync";
import type { Device, Program } from "../device/device.js";
import type { StoredWrite } from "../device/device-storage.js";
import type { EngineSide } from "../engine/engine-side.js";
import type { Flight } from "../network/network.js";
import type { Ledger } from "../workload/ledger.js";
import type { VirtualTime } from "../world/virtual-time.js";
import type { IssueLog } from "./issue-log.js";

/** What the rules look at. */
export interface Evidence {
	readonly time: VirtualTime;
	readonly engine: EngineSide;
	readonly ledger: Ledger;
	readonly devices: readonly Device[];
	readonly issues: IssueLog;
	/** Whether an app's own policies decide contested fields. */
	readonly hasPolicies: boolean;
	/** The Engine's id of whoever uses the device. */
	accountOf(device: Device): string;
	/** Says that a promise was broken. */
	violated(invariant: string, device: string, text: string): void;
	/** Counts something, so that a batch can tell whether it occurred at all. */
	tallied(key: string): void;
	/** Notes something that is allowed and counted. */
	counted(kind: string, device: string, text: string): void;
}

/** What the store showed of one collection. */
export interface Read {
	readonly name: CollectionName;
	readonly rows: readonly Stored[];
	readonly askedAt: number;
	/** The program that was asked. */
	readonly program: Program;
	/** Ids of the documents that were live when it was asked for. */
	readonly liveBefore: ReadonlySet<string>;
}

/** What a logout warned of. */
export interface Warning {
	/** What waited when the person asked, as `collection/id`. */
	readonly before: ReadonlySet<string>;
	readonly items: readonly UnsyncedItem[];
}

/** One promise as its checker sees it: told of everything, it says what breaks it. */
export interface Rule {
	/** A document was stored on a device. */
	stored?(device: Device, write: StoredWrite): void;
	sent?(flight: Flight): void;
	/** Just before the Engine takes it. */
	arriving?(flight: Flight): void;
	delivered?(flight: Flight, answer: RestResponse): void;
	ended?(flight: Flight): void;
	status?(device: Device, status: Status): void;
	booted?(device: Device): void;
	crashed?(device: Device): void;
	/** All that was stored is gone. */
	wiped?(device: Device): void;
	/** A logout said what would be lost. */
	warned?(device: Device, warning: Warning): void;
	/** A person asks for everything now, or the network is said to be back. */
	prodded?(device: Device): void;
	/** A list of the store was read, from `askedAt` (virtual ms) until now. */
	read?(device: Device, read: Read): void;
	/** After each step of the workload. */
	step?(): void;
	/** From now on nobody does anything, and all is done. */
	idle?(): void;
	/** When the world is at rest. */
	end?(): void;
}
