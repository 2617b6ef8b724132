import type { Envelope, SettleException } from "./envelope.js";

/** How a change ended. The list is closed. */
export type Outcome =
	/** The Engine has it as it was written. */
	| { readonly kind: "accepted" }
	/** The Engine has it, and changed it on the way (trimmed a name, say). */
	| { readonly kind: "accepted-with-changes" }
	/** Somebody changed the same field; both values stand in the issue. */
	| { readonly kind: "merged"; readonly issue: string }
	/** The Engine said no, or the thing is gone; the values stand in the issue. */
	| {
			readonly kind: "refused";
			readonly issue: string;
			readonly code: string;
			readonly reason: string;
			readonly message: string;
	  }
	/** A later edit of the same fields replaced it before it was sent. */
	| { readonly kind: "superseded" }
	/** Taken back here before it was sent. */
	| { readonly kind: "cancelled" }
	/** Settled so long ago that the outcome is no longer kept. */
	| { readonly kind: "forgotten" };

/** How many exceptions a document keeps; older ones read as forgotten. */
const KEPT = 12;

/** What became of edit number `edit`; undefined while that is not known. */
export function outcomeOf(
	envelope: Envelope,
	edit: number,
): Outcome | undefined {
	if (edit > envelope.settled) return undefined;
	const exception = envelope.exceptions.find(
		(range) => range.from <= edit && edit <= range.to,
	);
	return exception === undefined
		? { kind: "accepted" }
		: exceptionToOutcome(exception);
}

function exceptionToOutcome(exception: SettleException): Outcome {
	const { kind, issue, code, reason, message } = exception;
	switch (kind) {
		case "merged":
			return { kind, issue };
		case "refused":
			return { kind, issue, code, reason, message };
		default:
			return { kind };
	}
}

/** What happened to the edits that are being settled, when they did not simply succeed. */
export type Ending = Pick<SettleException, "kind"> &
	Partial<Pick<SettleException, "issue" | "code" | "reason" | "message">>;

/**
 * The envelope with all edits up to `upTo` settled: those whose every field was written again by a later edit of
 * the same lot are superseded, the rest end as `ending` says (undefined: accepted).
 */
export function settleEdits(
	envelope: Envelope,
	upTo: number,
	ending?: Ending,
): Envelope {
	const lasting = new Set(
		Object.values(envelope.sent?.touched ?? envelope.touched),
	);
	return settleEach(envelope, upTo, (edit) =>
		lasting.has(edit) || edit === upTo ? ending : { kind: "superseded" },
	);
}

/** The envelope with everything that waits taken back: whatever replaced what, nothing of it is sent. */
export function cancelEdits(envelope: Envelope): Envelope {
	return settleEach(envelope, envelope.made, () => ({ kind: "cancelled" }));
}

function settleEach(
	envelope: Envelope,
	upTo: number,
	endingOf: (edit: number) => Ending | undefined,
): Envelope {
	if (upTo <= envelope.settled) return envelope;
	let exceptions = [...envelope.exceptions];
	for (let edit = envelope.settled + 1; edit <= upTo; edit++) {
		const end = endingOf(edit);
		if (end !== undefined) exceptions = appended(exceptions, edit, end);
	}
	return {
		...envelope,
		settled: upTo,
		touched: Object.fromEntries(
			Object.entries(envelope.touched).filter(([, edit]) => edit > upTo),
		),
		exceptions: forgetOldest(exceptions),
	};
}

function appended(
	exceptions: SettleException[],
	edit: number,
	ending: Ending,
): SettleException[] {
	const next: SettleException = {
		from: edit,
		to: edit,
		issue: "",
		code: "",
		reason: "",
		message: "",
		...ending,
	};
	const last = exceptions.at(-1);
	const joins =
		last !== undefined &&
		last.to === edit - 1 &&
		last.kind === next.kind &&
		last.issue === next.issue &&
		last.message === next.message;
	return joins
		? [...exceptions.slice(0, -1), { ...last, to: edit }]
		: [...exceptions, next];
}

/** Beyond the bound the oldest become one range that reads as forgotten. */
function forgetOldest(exceptions: SettleException[]): SettleException[] {
	if (exceptions.length <= KEPT) return exceptions;
	const kept = exceptions.slice(-(KEPT - 1));
	const oldest = kept[0];
	if (oldest === undefined) return exceptions;
	const forgotten = appended([], 1, { kind: "forgotten" });
	return [
		...forgotten.map((range) => ({ ...range, to: oldest.from - 1 })),
		...kept,
	];
}
