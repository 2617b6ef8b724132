import type { Replica } from "@engine-offline/core/replicate";
import type { Timing } from "./options.js";
import { newScopeMemory, type ScopeMemory } from "./scope-table.js";

/**
 * What earlier processes wrote down of the lists, so that opening the app again does not ask for all of them. Their
 * ages come from the wall clock: one that is not known to be within the promise for the background counts as none.
 */
export function listedBefore(
	{ record, environment }: Pick<Replica, "record" | "environment">,
	{ backgroundAgeMs }: Pick<Timing, "backgroundAgeMs">,
): Map<string, ScopeMemory> {
	const [now, monotonic] = [environment.now(), environment.monotonic()];
	const known = Object.entries(record.get().listedAt).filter(
		([, asOf]) => asOf <= now && now - asOf <= backgroundAgeMs,
	);
	return new Map(
		known.map(([key, asOf]) => [
			key,
			{ ...newScopeMemory, asOf, listedAt: monotonic - (now - asOf) },
		]),
	);
}
