import type { Stored } from "@engine-offline/core/replicate";

export interface KnownOutcome {
	readonly kind: string;
	readonly issue: string;
}

/** The outcome of an edit as its document has it, read without the store's own code. */
export function outcomeIn(doc: Stored, edit: number): KnownOutcome | undefined {
	const { settled, exceptions } = doc.envelope;
	if (edit > settled) return undefined;
	const range = exceptions.find(({ from, to }) => from <= edit && edit <= to);
	return range === undefined
		? { kind: "accepted", issue: "" }
		: { kind: range.kind, issue: range.issue };
}
