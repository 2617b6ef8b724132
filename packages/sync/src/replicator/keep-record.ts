import type { Replica } from "@engine-offline/core/replicate";
import type { ScopeMemory } from "./scope-table.js";

/** Freshness is written down this seldom: a store that is in sync makes no writes. */
const SAVE_EVERY_MS = 120_000;

/** Writes down which lists were complete when, for the next process. */
export interface RecordKeeping {
	/** Called after each turn; saves when the replicator is idle and there is something worth it. */
	note(idle: boolean): void;
	save(): Promise<void>;
}

export function keepRecord(
	{ record, environment }: Pick<Replica, "record" | "environment">,
	byKey: ReadonlyMap<string, ScopeMemory>,
	failed: (error: unknown) => void,
): RecordKeeping {
	let savedAt = environment.monotonic();
	let saving: Promise<void> = Promise.resolve();
	const fresh = () =>
		[...byKey].flatMap(([key, { asOf, heldBack }]) =>
			asOf === undefined || heldBack ? [] : [[key, asOf] as const],
		);
	const save = () => {
		const listed = fresh();
		if (listed.length > 0) {
			savedAt = environment.monotonic();
			saving = saving
				.then(async () => {
					await record.change({ listedAt: Object.fromEntries(listed) });
				})
				.catch(failed);
		}
		return saving;
	};
	return {
		save,
		note: (idle) => {
			if (!idle) return;
			const known = record.get().listedAt;
			const isNew = fresh().some(([key]) => known[key] === undefined);
			const isOld = environment.monotonic() - savedAt > SAVE_EVERY_MS;
			if (isNew || isOld) void save();
		},
	};
}
