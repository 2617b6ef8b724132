import type { BulkWriteRow } from "rxdb";
import {
	bulkInsertToState,
	removeDocFromState,
} from "rxdb/plugins/storage-memory";
import type { CollectionSnapshot } from "./log.js";
import {
	type CreationParams,
	createMemory,
	type Memory,
} from "./memory-index.js";
import { fieldOf, type Operation, type StoredDocument } from "./operation.js";
import { PartLoader } from "./part-loader.js";

/** The context of events that come from another tab, or from what was read again. */
export const CAUGHT_UP = "log-storage-caught-up";

/** What a collection is told when it is made. */
export interface CollectionOptions {
	/** The field of the primary key. */
	readonly key: string;
	/** The final field by which documents lie together at rest; left out, each is a group of its own. */
	readonly groupField: string | undefined;
	/** Reads everything again, because the log was folded by another tab. */
	readonly loadAgain: () => Promise<void>;
}

/** One collection: its documents in memory, all of which are at rest, and RxDB's memory storage over them. */
export class Collection {
	readonly documentById = new Map<string, StoredDocument>();
	readonly parts: PartLoader;
	key: string;
	#changed = new Map<string, readonly string[]>();
	readonly #groupField: string | undefined;
	/** What was taken out while not everything was in memory; its older state may still come up from a part. */
	#purged = new Set<string>();
	#opening: Promise<Memory> | undefined;
	#memory: Memory | undefined;

	constructor({ key, groupField, loadAgain }: CollectionOptions) {
		this.key = key;
		this.#groupField = groupField;
		this.parts = new PartLoader((read) => this.#merge(read), loadAgain);
	}

	/** RxDB's memory storage over these documents, the same one for all who open the collection. */
	open(params: CreationParams<unknown>): Promise<Memory> {
		this.#opening ??= createMemory(params, this.documentById).then((memory) => {
			this.key = memory.primaryPath;
			this.#memory = memory;
			return memory;
		});
		return this.#opening;
	}

	get isOpen(): boolean {
		return this.#opening !== undefined;
	}

	/** Nobody has it open any more. */
	async close(): Promise<void> {
		const memory = this.#memory;
		this.#opening = undefined;
		this.#memory = undefined;
		await memory?.close();
	}

	/** For a fold; what changed is handed over with it, and comes back by `giveBack` when the fold fails. */
	takeSnapshot(): CollectionSnapshot {
		const changed = this.#changed;
		this.#changed = new Map();
		const { key, documentById } = this;
		return { key, documentById, changed, groupOf: (doc) => this.groupOf(doc) };
	}

	giveBack({ changed }: CollectionSnapshot): void {
		for (const [id, groups] of changed) this.#noteGroups(id, groups);
	}

	groupOf(document: StoredDocument): string {
		return fieldOf(document, this.#groupField ?? this.key);
	}

	/** The one group that a query looks into, if it says so. */
	groupAskedFor(selector: unknown): string | undefined {
		if (this.#groupField === undefined) return undefined;
		const asked: unknown = Object(Object(selector)[this.#groupField]).$eq;
		return typeof asked === "string" ? asked : undefined;
	}

	/** Becomes what another reading of everything at rest has found. */
	become(other: Collection | undefined): void {
		this.parts.forget();
		const found = other?.documentById ?? new Map<string, StoredDocument>();
		const gone = [...this.documentById.keys()].filter((id) => !found.has(id));
		this.#purge(gone, CAUGHT_UP);
		this.key = other?.key ?? this.key;
		this.#put([...found.values()], CAUGHT_UP);
	}

	/** Takes in what is at rest; those who listen hear of it, of what was caught up also when it was taken out. */
	apply(operation: Operation, context: string): void {
		switch (operation.kind) {
			case "put":
				this.#put(operation.documents, context);
				return;
			case "purge":
				this.#purge(operation.ids, context);
				return;
			case "drop":
				this.parts.forget();
				this.#purge([...this.documentById.keys()], context);
				return;
			default:
				operation satisfies never;
		}
	}

	#put(documents: readonly StoredDocument[], context: string): void {
		const rows: BulkWriteRow<unknown>[] = [];
		for (const document of documents) {
			const id = fieldOf(document, this.key);
			const previous = this.documentById.get(id);
			// What was read ahead, or is one's own, would otherwise be heard twice.
			if (context === CAUGHT_UP && previous?._rev === document._rev) continue;
			this.#noteChange(id, document, previous);
			rows.push(previous ? { previous, document } : { document });
		}
		this.#show(rows, context);
	}

	#show(rows: BulkWriteRow<unknown>[], context: string): void {
		const memory = this.#memory;
		if (memory === undefined) {
			for (const { document } of rows)
				this.documentById.set(fieldOf(document, this.key), document);
		} else if (rows.length > 0) {
			// It answers at once; the promise is its form only, and the rows were judged.
			void memory.bulkWrite(rows, context);
			memory.ensurePersistence();
		}
	}

	#purge(ids: readonly string[], context: string): void {
		for (const id of ids) {
			const document = this.documentById.get(id);
			if (document !== undefined) this.#noteChange(id, document);
			if (!this.parts.isWhole) this.#purged.add(id);
			if (context === CAUGHT_UP && document && !document._deleted)
				this.#show([buried(document)], context);
			this.#forget(id);
		}
	}

	#forget(id: string): void {
		const memory = this.#memory;
		const document = this.documentById.get(id);
		if (memory === undefined || document === undefined)
			this.documentById.delete(id);
		else {
			const { primaryPath, schema, internals } = memory;
			removeDocFromState(primaryPath, schema, internals, document);
		}
	}

	/** Documents as they lay in a part: whatever is known of them from the log is newer. */
	#merge(read: readonly StoredDocument[]): void {
		const rows: { document: StoredDocument }[] = [];
		for (const document of read) {
			const id = fieldOf(document, this.key);
			if (this.documentById.has(id) || this.#purged.has(id)) continue;
			rows.push({ document });
		}
		if (this.#memory === undefined) this.#show(rows, CAUGHT_UP);
		else {
			const { primaryPath, internals } = this.#memory;
			bulkInsertToState(primaryPath, internals, internals.byIndexArray, rows);
		}
	}

	#noteChange(id: string, ...versions: (StoredDocument | undefined)[]): void {
		const known = versions.filter((version) => version !== undefined);
		this.#noteGroups(
			id,
			known.map((version) => this.groupOf(version)),
		);
	}

	#noteGroups(id: string, groups: readonly string[]): void {
		const noted = this.#changed.get(id) ?? [];
		const more = groups.filter(
			(group, n) => !noted.includes(group) && groups.indexOf(group) === n,
		);
		if (more.length > 0) this.#changed.set(id, [...noted, ...more]);
	}
}

/** For those who show it: another tab has deleted it and forgotten the tombstone. */
function buried(previous: StoredDocument): BulkWriteRow<unknown> {
	const height = Number.parseInt(previous._rev, 10) + 1;
	const document = { ...previous, _deleted: true, _rev: `${height}-purged` };
	return { previous, document };
}
