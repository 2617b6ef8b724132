import type { Change } from "./changes.js";
import { Draft } from "./draft.js";
import type { LogRecord } from "./log.js";
import type { LogDatabase } from "./log-database.js";
import type { Operation } from "./operation.js";

interface Waiting {
	readonly change: Change<unknown>;
	readonly resolve: () => void;
	readonly reject: (error: unknown) => void;
}

interface Planned extends Waiting {
	readonly operation: Operation | undefined;
}

/**
 * Brings changes to the log in groups: all that wait while one group is being written make up the next, which is one
 * record. Catching up goes through here too: beside a write, one's own commit would be applied twice.
 */
export class CommitQueue {
	readonly #database: LogDatabase;
	#waiting: Waiting[] = [];
	#errands: (() => Promise<void>)[] = [];
	#running: Promise<void> | undefined;

	constructor(database: LogDatabase) {
		this.#database = database;
	}

	/** Resolves with the change's answer when it is durable; rejects when it is not, and then nothing shows it. */
	submit<Result>(change: Change<Result>): Promise<Result> {
		return new Promise((resolve, reject) => {
			const settle = () => resolve(change.answer());
			this.#waiting.push({ change, resolve: settle, reject });
			this.#running ??= this.#run();
		});
	}

	/** Runs between two groups. */
	between(errand: () => Promise<void>): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#errands.push(() => errand().then(resolve, reject));
			this.#running ??= this.#run();
		});
	}

	/** Resolves when nothing waits any more. */
	async whenIdle(): Promise<void> {
		await this.#running;
	}

	async #run(): Promise<void> {
		// What the same turn still submits joins the first group.
		await Promise.resolve();
		while (this.#waiting.length + this.#errands.length > 0) {
			for (const errand of this.#errands.splice(0)) await errand();
			const group = this.#waiting.splice(0);
			if (group.length > 0) await this.#commit(group);
			this.#database.foldIfDue();
		}
		this.#running = undefined;
	}

	async #commit(group: readonly Waiting[]): Promise<void> {
		let planned: readonly Planned[] = [];
		const write = (newer: readonly LogRecord[]) => {
			const plan = planGroup(
				group,
				new Draft(this.#database.collections.byName, newer),
			);
			planned = plan.planned;
			return plan.json;
		};
		try {
			await this.#database.append(write, () => {
				for (const { operation, change } of planned)
					if (operation !== undefined)
						this.#database.apply(operation, change.context);
			});
		} catch (error) {
			for (const { reject } of group) reject(error);
			return;
		}
		// Removed data must be gone from where it lay, not only from sight.
		if (planned.some(({ operation }) => operation?.kind === "drop"))
			await this.#database.fold();
		for (const { resolve } of planned) resolve();
	}
}

/** What the group comes to as one record. Whoever's plan fails is told, alone. */
function planGroup(group: readonly Waiting[], draft: Draft) {
	const jsons: string[] = [];
	const planned: Planned[] = [];
	for (const waiting of group) {
		try {
			const operation = waiting.change.plan(draft);
			if (operation !== undefined) {
				// A document that JSON cannot hold fails here, before the group has taken it in.
				jsons.push(JSON.stringify(operation));
				draft.accept(operation);
			}
			planned.push({ ...waiting, operation });
		} catch (error) {
			waiting.reject(error);
		}
	}
	const json = jsons.length === 0 ? undefined : `[${jsons.join(",")}]`;
	return { planned, json };
}
