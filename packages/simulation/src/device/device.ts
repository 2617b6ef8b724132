import type { RecoveredItem, Store } from "@engine-offline/core";
import type {
	Replicator,
	ReplicatorEvent,
	ReplicatorOptions,
	Session,
	Status,
} from "@engine-offline/sync";
import type { PersonName } from "../engine/people.js";
import type { Network } from "../network/network.js";
import type { Process } from "../world/process.js";
import type { Random } from "../world/random.js";
import type { VirtualTime } from "../world/virtual-time.js";
import type { DeviceJournal } from "./device-journal.js";
import type {
	DeviceStorage,
	StoredDocuments,
	StoredWrite,
} from "./device-storage.js";
import type { StorageName } from "./media.js";
import type { Page } from "./page.js";
import type { ProgramChanges } from "./parts.js";

/** A running program of a device. */
export interface Program {
	readonly process: Process;
	readonly store: Store;
	readonly session: Session;
	readonly replicator: Replicator;
	/** What the replicator was made with. */
	readonly replication: ReplicatorOptions;
	/** Where the device may have several. */
	readonly page: Page | undefined;
	/** How many replicators run on its store, now or not long ago. */
	leaders: number;
	/** Called before it ends in good order. */
	beforeClose(run: () => Promise<void>): void;
	/** Ends it in good order. */
	close(): Promise<void>;
}

export interface DeviceListener {
	stored(device: Device, write: StoredWrite): void;
	booted(device: Device): void;
	/** What its store says that it found lost when it opened. */
	recovered(device: Device, items: readonly RecoveredItem[]): void;
	crashed(device: Device): void;
	/** All that was stored is gone; this is what it was. */
	wiped(
		device: Device,
		stored: StoredDocuments,
		how: { readonly isLeaving: boolean },
	): void;
	/** The account was erased by a logout; this is what was stored. */
	left(device: Device, stored: StoredDocuments): void;
	/** The account is about to be left, by a logout that nobody told to lose what waits. */
	leftUnasked(device: Device): void;
	/** Something of an erased account is still there. */
	foundRest(device: Device, rest: readonly string[]): void;
	/** What was stored before the app was updated is not there any more. */
	foundMissing(device: Device, missing: readonly string[]): void;
	/** It was closed in good order, and this is left of it. */
	closed(
		device: Device,
		left: {
			readonly timers: number;
			readonly channels: number;
			readonly locks: readonly string[];
		},
	): void;
	status(device: Device, status: Status): void;
	replicated(device: Device, event: ReplicatorEvent): void;
	failed(device: Device, what: string, error: unknown): void;
	/** Something befell it that is only counted. */
	befell(device: Device, what: string): void;
}

/** One installation: a disk that stays, and programs that come and go on it. */
export interface Device {
	readonly name: string;
	/** Whose it is now: after a logout it may be another's. */
	readonly person: PersonName;
	/** The key of the account whose store it opens. */
	readonly account: string;
	readonly disk: DeviceStorage;
	/** Whether several programs may run on its disk at once, as pages of one origin. */
	readonly isShared: boolean;
	/** What waits is kept in it beside the disk, where there is one. */
	readonly journal: DeviceJournal | undefined;
	/** Those that are open. */
	programs(): readonly Program[];
	/** One that goes on where there is one; undefined while it is off, booting or closing. */
	program(): Program | undefined;
	/** Whether a program boots or closes. */
	isBooting(): boolean;
	/** Starts a program; nothing while one runs. */
	boot(): void;
	/** Starts another one, where there may be. */
	openTab(): void;
	/** From now on programs that are started are of a newer app. */
	updateApp(): void;
	/** Starts a program of the app as it was before the last update, where there may be another one. */
	openOlder(): void;
	/** How often the app was updated. */
	updates(): number;
	/** Ends a program, or all, at once, at whatever they are. */
	crash(program?: Program): void;
	/** Ends a program, or all, in good order. */
	shutDown(program?: Program): void;
	/** From now on no word between its pages is lost. */
	calm(): void;
	/** Tells the programs that the network is back. */
	reconnected(): void;
	/** Moves the wall clock, for good. */
	jumpClock(ms: number): void;
	/** How far the wall clock is off (ms). */
	clockOffset(): number;
	/** Destroys what is stored; only while it is off. */
	wipe(): void;
	/** The program may begin to erase the account, and with `discard` what waits too. */
	leaving(program: Program, discard: boolean): void;
	/** Whether an account was ever erased from it, or may be just now. */
	hasLeft(): boolean;
	/** Whether a logout may have erased the account, and nobody has looked yet. */
	mayBeGone(): boolean;
	/**
	 * Whether one is being erased or brought over to a newer app, or was not long ago: whoever goes on beside that hears
	 * that the store is closed.
	 */
	mayBeClosed(): boolean;
	/** It did not. */
	stays(program: Program): void;
	/** It did, and says that this remains; the program ends. */
	left(program: Program, remains: readonly string[]): Promise<void>;
	/** Whether nothing of any program goes on. */
	isFrozen(): boolean;
	thaw(): void;
}

export interface DeviceOptions {
	readonly name: string;
	readonly person: PersonName;
	readonly time: VirtualTime;
	readonly random: Random;
	readonly network: Network;
	readonly listener: DeviceListener;
	readonly storage: StorageName;
	readonly isShared: boolean;
	/** Whether its disk is slow now and then. */
	readonly hasSlowDisk: boolean;
	readonly hasJournal: boolean;
	readonly changes: ProgramChanges;
}
