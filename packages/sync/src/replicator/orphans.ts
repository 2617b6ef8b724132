import { collectionNames } from "@engine-offline/core/replicate";
import { doubted } from "../transitions/claim.js";
import { changeDocument } from "./change-document.js";
import type { Share } from "./share.js";
import type { Tasks } from "./tasks.js";
import { documentKey, type Work } from "./work.js";

/** The tab that asked may still be waiting for its answer, and settle it, so long beyond the deadline. */
const GRACE_MS = 5_000;

/** Requests that another tab sent before it went, while this one was leading already. */
export interface Orphans {
	/** Takes those into doubt that have been waiting for longer than any request may. */
	look(): Promise<void>;
}

export function createOrphans(
	work: Work,
	tasks: Tasks,
	{ isMine }: Pick<Share, "isMine">,
): Orphans {
	const { replica, memory, timing } = work;
	let seenAt = new Map<string, number>();
	const unanswered = () =>
		collectionNames.flatMap((name) =>
			replica.listOpen(name).flatMap(({ id, envelope: { sent } }) => {
				const key = documentKey(name, id);
				const isOurs = tasks.keys.has(key) || !isMine(name, id);
				return sent === null || sent.inDoubt || isOurs
					? []
					: [{ name, id, key, attempt: sent.attempt }];
			}),
		);
	return {
		look: async () => {
			const now = replica.environment.monotonic();
			const found = unanswered();
			seenAt = new Map(
				found.map(({ attempt }) => [attempt, seenAt.get(attempt) ?? now]),
			);
			for (const { name, id, key, attempt } of found) {
				const waited = now - (seenAt.get(attempt) ?? now);
				if (waited <= timing.deadlineMs + GRACE_MS) continue;
				memory.doubts.set(key, { since: now, firstCleanAt: undefined });
				await changeDocument(work, { name, id }, (doc) =>
					doc.envelope.sent?.attempt === attempt
						? doubted(name, doc)
						: undefined,
				);
			}
		},
	};
}
