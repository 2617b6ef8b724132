import { Collections } from "./collections.js";
import { CommitQueue } from "./commit-queue.js";
import type { Report } from "./finding.js";
import type { LoadedLog, Log, LogHome, WriteAfter } from "./log.js";
import type { Operation } from "./operation.js";

/** How to open a database. */
export interface LogDatabaseOptions {
	readonly home: LogHome;
	readonly database: string;
	/** By collection, the final field by which its documents lie together at rest. */
	readonly groupBy: Readonly<Record<string, string>>;
	readonly report: Report | undefined;
}

/** Opens a database and begins to read it: what is asked for first, the rest behind it. */
export async function openLogDatabase(
	options: LogDatabaseOptions,
): Promise<LogDatabase> {
	let hear = () => {};
	const log = await options.home.open(options.database, () => hear());
	try {
		const loaded = await log.load();
		const database = new LogDatabase(options, log, loaded);
		if (loaded.mustFold) await database.fold();
		// What fails here fails again, and is said, at the next write.
		hear = () => void database.catchUp().catch(() => undefined);
		return database;
	} catch (error) {
		await log.close();
		throw error;
	}
}

/** The collections of a database in memory, and the log in which they rest. */
export class LogDatabase {
	readonly queue = new CommitQueue(this);
	readonly collections: Collections;
	readonly #options: LogDatabaseOptions;
	readonly #log: Log;
	/** Of the last record that is in memory. */
	#sequence: number;
	#folding: Promise<void> | undefined;
	#hasDropped = false;

	constructor(options: LogDatabaseOptions, log: Log, loaded: LoadedLog) {
		this.#options = options;
		this.#log = log;
		this.collections = new Collections(options.groupBy, () =>
			this.queue.between(() => this.#loadAgain()),
		);
		this.collections.takeIn(loaded);
		this.#sequence = loaded.sequence;
		void this.#loadRest();
	}

	/** Makes one record durable, and shows it after those of others that it follows. */
	async append(write: WriteAfter, show: () => void): Promise<void> {
		const appended = await this.#log.append(this.#sequence, write);
		if (appended === undefined) {
			await this.#loadAgain();
			return this.append(write, show);
		}
		// In one go, so that memory is never behind its sequence: a fold takes it at its word.
		this.collections.applyAll(appended.newer);
		this.#sequence = appended.sequence;
		show();
	}

	apply(operation: Operation, context: string): void {
		this.#hasDropped ||= operation.kind === "drop";
		this.collections.apply(operation, context);
	}

	/** Applies what other tabs have written since. */
	catchUp(): Promise<void> {
		return this.queue.between(async () => {
			const newer = await this.#log.since(this.#sequence);
			if (newer === undefined) return this.#loadAgain();
			this.collections.applyAll(newer);
			this.#sequence = newer.at(-1)?.sequence ?? this.#sequence;
		});
	}

	foldIfDue(): void {
		if (
			this.#folding === undefined &&
			this.#log.isFoldDue(this.collections.size)
		)
			void this.fold();
	}

	/** Shortens the log, when all of it is in memory. A failure is reported, and costs nothing. */
	async fold(): Promise<void> {
		await this.#folding;
		if (!this.collections.isWhole) return;
		this.#folding = this.#fold().finally(() => {
			this.#folding = undefined;
		});
		await this.#folding;
	}

	/** Waits for what is being written. A database whose last collection was removed leaves nothing behind. */
	async close(): Promise<void> {
		await this.queue.whenIdle();
		await this.#folding;
		const { isWhole, size } = this.collections;
		// Not for emptiness alone: what was set aside as unreadable may be all there is.
		const isRemoved = this.#hasDropped && isWhole && size === 0;
		await (isRemoved ? this.#log.destroy(this.#sequence) : this.#log.close());
	}

	async #fold(): Promise<void> {
		const { byName, dropped } = this.collections;
		const collections = new Map(
			[...byName].map(([name, each]) => [name, each.takeSnapshot()] as const),
		);
		const snapshot = {
			sequence: this.#sequence,
			collections,
			dropped: new Set(dropped),
		};
		dropped.clear();
		const giveBack = () => {
			for (const name of snapshot.dropped) dropped.add(name);
			for (const [name, each] of collections) byName.get(name)?.giveBack(each);
		};
		try {
			if (!(await this.#log.fold(snapshot))) giveBack();
		} catch (cause) {
			giveBack();
			const place = this.#options.database;
			this.#options.report?.({ kind: "fold-failed", place, cause });
		}
	}

	async #loadRest(): Promise<void> {
		try {
			await this.collections.loadRest();
			this.foldIfDue();
		} catch {
			// Closed meanwhile; or else whoever needs what could not be read asks for it again, and is told.
		}
	}

	/** Another tab has folded what this one had not yet read: everything is read once more. */
	async #loadAgain(): Promise<void> {
		for (;;) {
			let isStale = false;
			const again = new Collections(this.#options.groupBy, async () => {
				isStale = true;
			});
			const loaded = await this.#log.load();
			again.takeIn(loaded);
			await again.loadRest();
			if (isStale) continue;
			this.collections.become(again);
			this.#sequence = loaded.sequence;
			return;
		}
	}
}
