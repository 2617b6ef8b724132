import { collectionNames } from "@engine-offline/core/replicate";
import { doubted } from "../transitions/claim.js";
import { changeDocument } from "./change-document.js";
import type { Tasks } from "./tasks.js";
import { documentKey, type Work } from "./work.js";

/** Documents whose task ended in the middle, because storage failed: nobody waits any more for what they had sent. */
export interface Torn {
	/** A task ended with an error. */
	note(key: string): void;
	/** Takes the requests of those documents into doubt, now that storage may work again. */
	resume(): void;
}

export function createTorn(work: Work, tasks: Tasks): Torn {
	const keys = new Set<string>();
	const doubt = async (key: string) => {
		for (const name of collectionNames)
			for (const { id } of work.replica.listOpen(name)) {
				if (documentKey(name, id) !== key) continue;
				await changeDocument(work, { name, id }, (doc) => {
					const next = doubted(name, doc);
					return next === doc ? undefined : next;
				});
				const since = work.replica.environment.monotonic();
				work.memory.doubts.set(key, { since, firstCleanAt: undefined });
			}
	};
	return {
		note: (key) => {
			keys.add(key);
		},
		resume: () => {
			for (const key of [...keys]) {
				if (tasks.keys.has(key)) continue;
				keys.delete(key);
				tasks.start(key, () => doubt(key));
			}
		},
	};
}
