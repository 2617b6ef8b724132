import type { Replica } from "@engine-offline/core/replicate";
import type { Memory } from "./memory.js";
import { documentKey } from "./work.js";

/** Creates that another replicator left in doubt, while this one ran already: it counts for them from now on. */
export function countLeftInDoubt(
	replica: Pick<Replica, "listOpen" | "environment">,
	{ doubts }: Pick<Memory, "doubts">,
): void {
	const since = replica.environment.monotonic();
	for (const name of ["orgs", "projects"] as const)
		for (const { id, envelope } of replica.listOpen(name)) {
			const key = documentKey(name, id);
			const { sent } = envelope;
			if (sent?.kind === "create" && sent.inDoubt && !doubts.has(key))
				doubts.set(key, { since, firstCleanAt: undefined });
		}
}
