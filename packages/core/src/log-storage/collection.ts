import type { BulkWriteRow } from "rxdb";
import {
	bulkInsertToState,
	removeDocFromState,
} from "rxdb/plugins/storage-memory";
import { DocumentMap } from "./document-map.js";
import { buried } from "./judge-rows.js";
import {
	type CollectionSnapshot,
	fieldOf,
	type Operation,
	type StoredDocument,
} from "./log.js";
import {
	type CreationParams,
	createMemory,
	type Memory,
} from "./memory-index.js";
import { type LoadHooks, PartLoader } from "./part-loader.js";
import { valuesIn } from "./selector.js";

export interface CollectionHooks extends LoadHooks {
	/** What one group needs is in memory: the time for the rest has come. */
	readonly groupShown?: () => void;
}

export type CollectionLayout = Pick<
	CollectionSnapshot,
	"groupField" | "setApart"
>;

/** The context of events that come from another tab, or from what was read again. */
export const CAUGHT_UP = "log-storage-caught-up";

/** One collection: its documents in memory, all of which are at rest, and RxDB's memory storage over them. */
export class Collection {
	readonly documentById = new DocumentMap();
	readonly parts: PartLoader;
	/** The field of the primary key. */
	key = "id";
	/** How often it was dropped: whoever opened it before must not write to what was made since. */
	drops = 0;
	readonly #layout: CollectionLayout;
	readonly #hooks: CollectionHooks;
	#isChanged = false;
	/** What was taken out while not everything was in memory; its older state may still come up from a part. */
	#purged = new Set<string>();
	#opening: Promise<Memory> | undefined;
	#memory: Memory | undefined;

	constructor(layout: CollectionLayout, hooks: CollectionHooks) {
		this.#layout = layout;
		this.#hooks = hooks;
		this.parts = new PartLoader((read) => this.#merge(read), hooks);
	}

	get isOpen(): boolean {
		return this.#opening !== undefined;
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

	/** For a fold; when that fails, `noteChange` is to be called for one that was changed. */
	takeSnapshot(): CollectionSnapshot {
		const { key, drops } = this;
		const isChanged = this.#isChanged;
		this.#isChanged = false;
		const documents = [...this.documentById.values()];
		return { key, ...this.#layout, isChanged, drops, documents };
	}

	noteChange(): void {
		this.#isChanged = true;
	}

	/** Resolves when these documents are in memory, or everything is. */
	whenThere(ids: readonly string[]): Promise<void> {
		const areThere = () => ids.every((id) => this.documentById.has(id));
		return this.parts.load(undefined, areThere);
	}

	/**
	 * Resolves when everything in memory that this selector may find. What was changed since the last fold is in memory
	 * anyway, so it does not matter that a part has it as it was.
	 */
	async whenFindable(selector: unknown): Promise<void> {
		if (this.parts.isWhole) return;
		const asked = valuesIn(selector);
		await this.parts.load((part) =>
			asked.every(({ field, value }) => part.mayHold(field, value)),
		);
		if (asked.some(({ field }) => field === this.#layout.groupField))
			this.#hooks.groupShown?.();
	}

	/** Becomes what another reading of everything at rest has found. */
	become({ documentById: found, drops }: Collection): void {
		this.parts.forget();
		if (this.drops !== drops) this.#drop(drops);
		const gone = [...this.documentById.keys()].filter((id) => !found.has(id));
		this.#purge(gone, CAUGHT_UP);
		this.#put([...found.values()], CAUGHT_UP);
	}

	/** Takes in what is at rest; those who listen hear of it, of what was caught up also when it was taken out. */
	apply(operation: Operation, context: string): void {
		this.#isChanged = true;
		switch (operation.kind) {
			case "put":
				this.key = operation.key;
				this.#put(operation.documents, context);
				return;
			case "purge":
				this.#purge(operation.ids, context);
				return;
			case "drop":
				this.parts.forget();
				this.#drop(this.drops + 1);
				return;
			default:
				operation satisfies never;
		}
	}

	/** Without a word: whoever shows its documents is being closed, and must not seem to have lost them. */
	#drop(drops: number): void {
		for (const [id, document] of this.documentById) this.#forget(id, document);
		this.drops = drops;
		// Made anew, it may have other indexes.
		this.#opening = undefined;
		this.#memory = undefined;
	}

	#put(documents: readonly StoredDocument[], context: string): void {
		const rows: BulkWriteRow<unknown>[] = [];
		for (const document of documents) {
			const previous = this.documentById.get(fieldOf(document, this.key));
			// What was read ahead, or is one's own, would otherwise be heard twice.
			if (context === CAUGHT_UP && previous?._rev === document._rev) continue;
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
			if (!this.parts.isWhole) this.#purged.add(id);
			const shown = this.documentById.get(id);
			if (shown === undefined) continue;
			if (context === CAUGHT_UP && !shown._deleted)
				this.#show([buried(shown)], context);
			this.#forget(id, this.documentById.get(id) ?? shown);
		}
	}

	#forget(id: string, document: StoredDocument): void {
		if (this.#memory === undefined) this.documentById.delete(id);
		else {
			const { primaryPath, schema, internals } = this.#memory;
			removeDocFromState(primaryPath, schema, internals, document);
		}
	}

	/** Documents as they lay in a part: whatever is known of them from the log is newer. */
	#merge(read: readonly StoredDocument[]): void {
		const rows = read
			.filter((document) => {
				const id = fieldOf(document, this.key);
				return !this.documentById.has(id) && !this.#purged.has(id);
			})
			.map((document) => ({ document }));
		if (this.#memory === undefined) this.#show(rows, CAUGHT_UP);
		else {
			const { primaryPath, internals } = this.#memory;
			bulkInsertToState(primaryPath, internals, internals.byIndexArray, rows);
		}
	}
}
