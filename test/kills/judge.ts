import { isDeletion, lifeOf } from "./life.js";
import type { Recovered } from "./order.js";

/** The last step of each document that was acknowledged (or seen stored since). */
export type Acknowledged = ReadonlyMap<string, number>;

/** What an opening shows: each document with the step whose text it holds; null for a text that nobody wrote. */
export type Shown = ReadonlyMap<string, number | null>;

export interface Fault {
	readonly id: string;
	readonly what: "missing" | "older" | "half" | "never-written" | "came-back";
	readonly acknowledged: number;
	readonly shown: number | null | "nothing";
}

/**
 * What a store shows after a kill, against what was acknowledged before it. A document's next step begins only after
 * the last one was acknowledged, so that it may be one step further, and never more.
 */
export function judgeAfterKill(
	acknowledged: Acknowledged,
	shown: Shown,
): Fault[] {
	return judge({ acknowledged, shown, ahead: 1 });
}

/** What a store shows when nothing was written since the last opening. */
export function judgeUnchanged(
	acknowledged: Acknowledged,
	shown: Shown,
): Fault[] {
	return judge({ acknowledged, shown, ahead: 0 });
}

/** The faults that the store did not tell by itself: one that says what is lost keeps its word. */
export function unreported(
	faults: readonly Fault[],
	{ lost, unkept, journalLost }: Recovered,
): readonly Fault[] {
	const rest = faults.filter(({ id }) => !lost.includes(id));
	const isMissing = rest.every(({ what }) => what === "missing");
	return isMissing && (journalLost || rest.length <= unkept) ? [] : rest;
}

/** What is known to be stored after an opening. */
export function knownAfter(
	acknowledged: Acknowledged,
	shown: Shown,
): Map<string, number> {
	const known = new Map<string, number>();
	for (const id of acknowledged.keys()) known.set(id, lifeOf(id).lastStep);
	for (const [id, step] of shown) known.set(id, step ?? 0);
	return known;
}

interface Case {
	readonly acknowledged: Acknowledged;
	readonly shown: Shown;
	readonly ahead: 0 | 1;
}

function judge({ acknowledged, shown, ahead }: Case): Fault[] {
	const ids = new Set([...acknowledged.keys(), ...shown.keys()]);
	return [...ids].flatMap((id) => {
		const step = acknowledged.get(id) ?? 0;
		const found = shown.get(id);
		const what =
			found === undefined
				? faultOfAbsent(id, step + ahead)
				: faultOfShown(id, found, { least: step, most: step + ahead });
		const seen = found === undefined ? "nothing" : found;
		return what === undefined
			? []
			: [{ id, what, acknowledged: step, shown: seen }];
	});
}

function faultOfAbsent(id: string, most: number): Fault["what"] | undefined {
	const { lastStep } = lifeOf(id);
	return isDeletion(id, Math.min(most, lastStep)) ? undefined : "missing";
}

function faultOfShown(
	id: string,
	step: number | null,
	{ least, most }: { readonly least: number; readonly most: number },
): Fault["what"] | undefined {
	if (step === null) return "half";
	if (isDeletion(id, least)) return "came-back";
	if (step < least) return "older";
	return step > most || isDeletion(id, step) ? "never-written" : undefined;
}
