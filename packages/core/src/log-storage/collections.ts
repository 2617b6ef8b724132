import { CAUGHT_UP, Collection, type CollectionHooks } from "./collection.js";
import type {
	Layout,
	LoadedLog,
	LogRecord,
	Operation,
	Part,
	Snapshot,
} from "./log.js";

/** All collections of a database in memory, by name and schema version. */
export class Collections {
	readonly byName = new Map<string, Collection>();
	readonly #layout: Layout;
	readonly #hooks: CollectionHooks;

	constructor(layout: Layout, hooks: CollectionHooks) {
		this.#layout = layout;
		this.#hooks = hooks;
	}

	/** A collection, made when it is missing. */
	at(name: string): Collection {
		const { groupBy = {}, setApart = [] } = this.#layout;
		const groupField = groupBy[name.replace(/\/\d+$/, "")];
		const collection =
			this.byName.get(name) ??
			new Collection({ groupField, setApart }, this.#hooks);
		this.byName.set(name, collection);
		return collection;
	}

	apply(operation: Operation, context: string): void {
		this.at(operation.collection).apply(operation, context);
	}

	applyAll(records: readonly LogRecord[]): void {
		for (const { operations } of records)
			for (const operation of operations) this.apply(operation, CAUGHT_UP);
	}

	/** Begins with what a log holds. */
	takeIn({ records, parts, drops }: LoadedLog): void {
		for (const [name, count] of Object.entries(drops))
			this.at(name).drops = count;
		for (const part of parts) {
			const collection = this.at(part.collection);
			collection.key = part.key;
			collection.parts.add(part);
		}
		this.applyAll(records);
	}

	/** Reads what lies apart from the rest. */
	async loadApart(): Promise<void> {
		const { setApart = [] } = this.#layout;
		const isApart = (part: Part) =>
			setApart.some(({ field, value }) => part.mayHold(field, value));
		for (const { parts } of this.byName.values()) await parts.load(isApart);
	}

	/** Reads what is still at rest only, small collections first. */
	async loadRest(): Promise<void> {
		const loaders = [...this.byName.values()].map(({ parts }) => parts);
		loaders.sort((one, other) => one.size - other.size);
		for (const loader of loaders) await loader.load();
	}

	/** Becomes what another reading of everything at rest has found. */
	become(other: Collections): void {
		for (const name of other.byName.keys()) this.at(name);
		for (const [name, collection] of this.byName)
			collection.become(other.at(name));
	}

	/** Of what is in memory, all of which must be. */
	takeSnapshot(sequence: number): Snapshot {
		const snapshots = [...this.byName].map(
			([name, each]) => [name, each.takeSnapshot()] as const,
		);
		return { sequence, collections: new Map(snapshots) };
	}

	/** The fold of this snapshot failed. */
	giveBack({ collections }: Snapshot): void {
		for (const [name, { isChanged }] of collections)
			if (isChanged) this.at(name).noteChange();
	}

	get isWhole(): boolean {
		return [...this.byName.values()].every(({ parts }) => parts.isWhole);
	}

	/** How many documents, tombstones included, are in memory. */
	get size(): number {
		let size = 0;
		for (const { documentById } of this.byName.values())
			size += documentById.size;
		return size;
	}
}
