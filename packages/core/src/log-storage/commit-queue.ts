import type { Collections } from "./collections.js";
import { fieldOf, type Operation, type StoredDocument } from "./log.js";

export type Find = (id: string) => StoredDocument | undefined;

/** A change on its way to the log. */
export interface Change {
	readonly collection: string;
	/** The context of the events it makes. */
	readonly context: string;
	/** Says what to write, judged on the documents as the group so far leaves them; nothing when there is nothing to write. */
	readonly plan: (find: Find) => Operation | undefined;
}

interface Waiting {
	readonly change: Change;
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
}

interface Planned extends Waiting {
	readonly operation: Operation | undefined;
	readonly jsons: readonly string[];
}

/** What the queue writes to. */
export interface CommitTarget {
	readonly collections: Collections;
	/**
	 * Makes one commit durable, and then shows it. What others have added is shown before `write` is asked what to
	 * write.
	 */
	append(write: () => readonly string[], show: () => void): Promise<void>;
	afterCommit(operations: readonly Operation[]): Promise<void>;
}

/**
 * Brings changes to the log in groups: all that wait while one group is being written make up the next, which is one
 * commit. Catching up goes through here too: beside a write, one's own commit would be applied twice.
 */
export class CommitQueue {
	readonly #target: CommitTarget;
	#waiting: Waiting[] = [];
	#turn: Promise<unknown> = Promise.resolve();

	constructor(target: CommitTarget) {
		this.#target = target;
	}

	/** Resolves when the change is durable and in memory; rejects when it is not, and then nothing shows it. */
	submit(change: Change): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({ change, resolve, reject });
			if (this.#waiting.length === 1) void this.between(() => this.#commit());
		});
	}

	/** Runs between two groups. */
	between<Result>(errand: () => Promise<Result>): Promise<Result> {
		const result = this.#turn.then(errand);
		this.#turn = result.catch(() => undefined);
		return result;
	}

	async #commit(): Promise<void> {
		const group = this.#waiting.splice(0);
		const { collections } = this.#target;
		let planned: readonly Planned[] = [];
		const write = () => {
			planned = planGroup(group, collections);
			return planned.flatMap(({ jsons }) => jsons);
		};
		const show = () => {
			for (const { operation, change } of planned)
				if (operation) collections.apply(operation, change.context);
		};
		try {
			await this.#target.append(write, show);
		} catch (error) {
			for (const { reject } of group) reject(error);
			return;
		}
		await this.#target.afterCommit(planned.flatMap((p) => p.operation ?? []));
		for (const { resolve } of planned) resolve();
	}
}

/** Judges each change beside memory and what the group has accepted. Whoever's plan fails is told, alone. */
function planGroup(
	group: readonly Waiting[],
	{ byName }: Collections,
): readonly Planned[] {
	const accepted = new Map<string, StoredDocument>();
	return group.flatMap((waiting) => {
		const { collection, plan } = waiting.change;
		const find = (id: string) =>
			accepted.get(`${collection} ${id}`) ??
			byName.get(collection)?.documentById.get(id);
		try {
			const operation = plan(find);
			// A document that JSON cannot hold fails here, before the group has taken it in.
			const jsons = operation === undefined ? [] : toJsons(operation);
			if (operation?.kind === "put")
				for (const document of operation.documents)
					accepted.set(
						`${collection} ${fieldOf(document, operation.key)}`,
						document,
					);
			return { ...waiting, operation, jsons };
		} catch (error) {
			waiting.reject(error);
			return [];
		}
	});
}

/** So many documents are read again in one go. */
const DOCUMENTS_AT_ONCE = 250;

function toJsons(operation: Operation): readonly string[] {
	if (operation.kind !== "put") return [JSON.stringify(operation)];
	const { documents } = operation;
	return Array.from(
		{ length: Math.ceil(documents.length / DOCUMENTS_AT_ONCE) },
		(_, n) => {
			const from = n * DOCUMENTS_AT_ONCE;
			const some = documents.slice(from, from + DOCUMENTS_AT_ONCE);
			return JSON.stringify({ ...operation, documents: some });
		},
	);
}
