import type { DatabaseFile } from "./database-file.js";
import { Draft } from "./draft.js";
import type { Operation } from "./image.js";

/** A change on its way to the disk. */
export interface Change<Result> {
	/** Says what to write, judged on the draft; nothing when there is nothing to write. */
	plan(draft: Draft): Operation | undefined;
	/** Runs when the operation is durable, and gives the answer. */
	settle(): Result | Promise<Result>;
}

interface Waiting {
	readonly plan: (draft: Draft) => Operation | undefined;
	readonly settle: () => void;
	readonly reject: (error: unknown) => void;
}

/**
 * Brings changes to the disk in groups: all that wait while one group is being written make up the next,
 * which is one record and one sync. Changes settle in the order in which they came.
 */
export class CommitQueue {
	readonly #file: DatabaseFile;
	#waiting: Waiting[] = [];
	#running: Promise<void> | undefined;

	constructor(file: DatabaseFile) {
		this.#file = file;
	}

	/** Resolves with the change's answer when it is durable; rejects when it is not, and then nothing shows it. */
	submit<Result>(change: Change<Result>): Promise<Result> {
		return new Promise((resolve, reject) => {
			this.#waiting.push({
				plan: (draft) => change.plan(draft),
				settle: () => resolve(change.settle()),
				reject,
			});
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
		while (this.#waiting.length > 0) {
			await this.#commit(this.#waiting.splice(0));
			await this.#file.foldIfDue();
		}
		this.#running = undefined;
	}

	async #commit(group: readonly Waiting[]): Promise<void> {
		const operations: Operation[] = [];
		const jsons: string[] = [];
		const draft = new Draft(this.#file.image);
		const planned = group.filter((waiting) =>
			attempt(waiting, () => {
				const operation = waiting.plan(draft);
				if (operation === undefined) return;
				// A document that JSON cannot hold fails here, alone, before the group has taken it in.
				jsons.push(JSON.stringify(operation));
				operations.push(operation);
				draft.accept(operation);
			}),
		);
		try {
			if (operations.length > 0)
				await this.#file.append(`[${jsons.join(",")}]`, operations);
		} catch (error) {
			for (const waiting of planned) waiting.reject(error);
			return;
		}
		for (const waiting of planned) attempt(waiting, waiting.settle);
	}
}

function attempt(waiting: Waiting, step: () => void): boolean {
	try {
		step();
		return true;
	} catch (error) {
		waiting.reject(error);
		return false;
	}
}
