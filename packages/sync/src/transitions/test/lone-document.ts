import type { Stored } from "@engine-offline/core/replicate";
import { createMemory } from "../../replicator/memory.js";
import type { Work } from "../../replicator/work.js";
import { context } from "./org.js";

/** A store of one org, with as much around it as a step of the replicator looks at. */
export function aroundDocument(doc: Stored) {
	let current = doc;
	const parts = {
		mirror: { get: () => current },
		replica: {
			environment: { uuid: () => "next" },
			write: async (_: string, [{ next }]: [{ next: Stored }]) => {
				current = next;
				return new Set();
			},
		},
		memory: createMemory(),
		report: () => {},
		context: () => context,
	};
	return {
		// Proof of the cast: claiming and settling a document looks at nothing else.
		work: parts as unknown as Work,
		document: () => current,
	};
}
