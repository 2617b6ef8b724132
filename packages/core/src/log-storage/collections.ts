import { CAUGHT_UP, Collection } from "./collection.js";
import type { LoadedLog, LogRecord } from "./log.js";
import type { Operation } from "./operation.js";

/** All collections of a database in memory, by name and schema version. */
export class Collections {
	readonly byName = new Map<string, Collection>();
	/** Those removed since this was last cleared, whether or not they are there again. */
	readonly dropped = new Set<string>();
	readonly #groupBy: Readonly<Record<string, string>>;
	readonly #loadAgain: () => Promise<void>;

	constructor(
		groupBy: Readonly<Record<string, string>>,
		loadAgain: () => Promise<void>,
	) {
		this.#groupBy = groupBy;
		this.#loadAgain = loadAgain;
	}

	/** A collection, made when it is missing. */
	at(name: string, key = "id"): Collection {
		const known = this.byName.get(name);
		if (known !== undefined) return known;
		const groupField = this.#groupBy[name.replace(/\/\d+$/, "")];
		const loadAgain = this.#loadAgain;
		const made = new Collection({ key, groupField, loadAgain });
		this.byName.set(name, made);
		return made;
	}

	apply(operation: Operation, context: string): void {
		const { kind, collection } = operation;
		if (kind === "drop") this.dropped.add(collection);
		const key = kind === "put" ? operation.key : undefined;
		this.at(collection, key).apply(operation, context);
	}

	applyAll(records: readonly LogRecord[]): void {
		for (const { operations } of records)
			for (const operation of operations) this.apply(operation, CAUGHT_UP);
	}

	/** Begins with what a log holds. */
	takeIn({ records, parts }: LoadedLog): void {
		for (const part of parts)
			this.at(part.collection, part.key).parts.add(part);
		this.applyAll(records);
	}

	/** Reads what is still at rest only, small collections first. */
	async loadRest(): Promise<void> {
		const loaders = [...this.byName.values()].map(({ parts }) => parts);
		loaders.sort((one, other) => one.size - other.size);
		for (const loader of loaders) await loader.loadAll();
	}

	/** Becomes what another reading of everything at rest has found. */
	become(other: Collections): void {
		for (const name of other.byName.keys()) this.at(name);
		for (const [name, collection] of this.byName)
			collection.become(other.byName.get(name));
		for (const name of other.dropped) this.dropped.add(name);
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
