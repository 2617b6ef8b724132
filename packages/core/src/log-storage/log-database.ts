import { Collections } from "./collections.js";
import { CommitQueue, type CommitTarget } from "./commit-queue.js";
import type { Report } from "./finding.js";
import type {
	Layout,
	LoadedLog,
	Log,
	LogHome,
	LogRecord,
	Operation,
} from "./log.js";

/** How to open a database. */
export interface LogDatabaseOptions {
	readonly home: LogHome;
	readonly database: string;
	readonly layout: Layout;
	readonly report: Report | undefined;
}

/** Opens a database; what lies in parts is read when it is asked for, and the rest behind it. */
export async function openLogDatabase(
	options: LogDatabaseOptions,
): Promise<LogDatabase> {
	let hear = () => {};
	const log = await options.home.open(options.database, () => hear());
	try {
		const database = new LogDatabase(options, log, await log.load());
		await database.foldIfDue();
		// What fails here fails again, and is said, at the next write.
		hear = () => void database.catchUp().catch(() => undefined);
		return database;
	} catch (error) {
		await log.close();
		throw error;
	}
}

/** The collections of a database in memory, and the log in which they rest. */
export class LogDatabase implements CommitTarget {
	readonly queue = new CommitQueue(this);
	readonly collections: Collections;
	readonly #options: LogDatabaseOptions;
	readonly #log: Log;
	/** Of the last record that is in memory. */
	#sequence: number;
	/** Folds take turns: one that began beside another would take its changes for folded. */
	#folding: Promise<void> = Promise.resolve();
	#isClosing = false;
	#hasDropped = false;

	constructor(options: LogDatabaseOptions, log: Log, loaded: LoadedLog) {
		this.#options = options;
		this.#log = log;
		this.collections = new Collections(options.layout, {
			loadAgain: () => this.queue.between(() => this.#loadAgain()),
			groupShown: () => void this.#loadRest(),
		});
		this.collections.takeIn(loaded);
		this.#sequence = loaded.sequence;
	}

	async append(
		write: () => readonly string[],
		show: () => void,
	): Promise<void> {
		const sequence = await this.#log.append(this.#sequence, (newer) => {
			this.#takeIn(newer);
			return write();
		});
		if (sequence === undefined) {
			await this.#loadAgain();
			return this.append(write, show);
		}
		// In one go, so that memory is never behind its sequence: a fold takes it at its word.
		this.#sequence = sequence;
		show();
	}

	async afterCommit(operations: readonly Operation[]): Promise<void> {
		const isDrop = operations.some(({ kind }) => kind === "drop");
		this.#hasDropped ||= isDrop;
		if (isDrop) {
			// Removed data must be gone from where it lay, not only from sight.
			await this.#loadRest();
			await this.#foldInTurn(() => true);
		} else if (this.#log.isFoldDue(this.collections.size))
			void this.#loadRest();
	}

	/** Applies what other tabs have written since. */
	catchUp(): Promise<void> {
		return this.queue.between(async () => {
			const newer = await this.#log.since(this.#sequence);
			if (newer === undefined) return this.#loadAgain();
			this.#takeIn(newer);
		});
	}

	/**
	 * What could not be read of what lies apart, and of whatever else was read; from then on the database is given up
	 * where something cannot be read.
	 */
	async damaged(): Promise<readonly string[]> {
		await this.collections.loadApart();
		return this.#log.damaged();
	}

	foldIfDue(): Promise<void> {
		return this.#foldInTurn(() => this.#log.isFoldDue(this.collections.size));
	}

	/** Shortens the log, when all of it is in memory. A failure is reported, and costs nothing. */
	#foldInTurn(isWanted: () => boolean): Promise<void> {
		this.#folding = this.#folding.then(async () => {
			const isPossible = this.collections.isWhole && !this.#isClosing;
			if (isPossible && isWanted()) await this.#fold();
		});
		return this.#folding;
	}

	/** Waits for what is being written. A database whose last collection was removed leaves nothing behind. */
	async close(): Promise<void> {
		await this.queue.between(async () => {});
		this.#isClosing = true;
		await this.#folding;
		const { isWhole, size } = this.collections;
		// Not for emptiness alone: what was set aside as unreadable may be all there is.
		const isRemoved = this.#hasDropped && isWhole && size === 0;
		await (isRemoved ? this.#log.destroy(this.#sequence) : this.#log.close());
	}

	#takeIn(newer: readonly LogRecord[]): void {
		this.collections.applyAll(newer);
		this.#sequence = newer.at(-1)?.sequence ?? this.#sequence;
	}

	async #fold(): Promise<void> {
		const snapshot = this.collections.takeSnapshot(this.#sequence);
		try {
			if (await this.#log.fold(snapshot)) return;
		} catch (cause) {
			const place = this.#options.database;
			this.#options.report?.({ kind: "fold-failed", place, cause });
		}
		this.collections.giveBack(snapshot);
	}

	/** Reads what nobody has asked for, and shortens the log if that is due. */
	async #loadRest(): Promise<void> {
		try {
			await this.collections.loadRest();
			await this.foldIfDue();
		} catch {
			// Closed meanwhile; or else whoever needs what could not be read asks for it again, and is told.
		}
	}

	/** Another tab has folded what this one had not yet read: everything is read once more. */
	async #loadAgain(): Promise<void> {
		for (let isStale = true; isStale; ) {
			isStale = false;
			const again = new Collections(
				{},
				{
					loadAgain: async () => {
						isStale = true;
					},
				},
			);
			const loaded = await this.#log.load();
			again.takeIn(loaded);
			await again.loadRest();
			if (isStale) continue;
			this.collections.become(again);
			this.#sequence = loaded.sequence;
		}
	}
}
