import {
	type CollectionName,
	type Fields,
	lateOf,
	type Sent,
	type Stored,
	seal,
} from "@engine-offline/core/replicate";
import { cancelledWhenIdle } from "./idle.js";

const KEPT_LATE = 4;

/** The document with a request written down, before it is sent: from now on it may have taken place. */
export function claimed(
	name: CollectionName,
	doc: Stored,
	claim: Pick<Sent, "attempt" | "kind" | "step"> & { readonly values: Fields },
): Stored {
	const { envelope } = doc;
	return seal(name, {
		...doc,
		envelope: {
			...envelope,
			seen: envelope.seen + 1,
			parked: null,
			sent: {
				...claim,
				values: { ...claim.values },
				covers: envelope.made,
				touched: envelope.touched,
				inDoubt: false,
			},
		},
	});
}

/** Whether the document still holds the attempt that asked: only then an answer may change it. */
export function holds(doc: Stored, attempt: string): boolean {
	return doc.envelope.sent?.attempt === attempt;
}

/** Nothing was sent, or the Engine did nothing: the change waits as before. */
export function unclaimed(name: CollectionName, doc: Stored): Stored {
	const { envelope } = doc;
	const next = {
		...doc,
		envelope: { ...envelope, seen: envelope.seen + 1, sent: null },
	};
	return seal(name, cancelledWhenIdle(name, next));
}

/** No answer came: the change is in doubt and is never simply sent again. */
export function doubted(name: CollectionName, doc: Stored): Stored {
	const { envelope } = doc;
	if (envelope.sent === null || envelope.sent.inDoubt) return doc;
	return seal(name, {
		...doc,
		envelope: {
			...envelope,
			seen: envelope.seen + 1,
			sent: { ...envelope.sent, inDoubt: true },
		},
	});
}

/** The request is given up; it is kept a while, in case it takes place late. */
export function givenUp(name: CollectionName, doc: Stored): Stored {
	const { envelope } = doc;
	if (envelope.sent === null) return doc;
	const late = lateOf(envelope.sent);
	const next = {
		...doc,
		envelope: {
			...envelope,
			seen: envelope.seen + 1,
			sent: null,
			late: [late, ...envelope.late].slice(0, KEPT_LATE),
		},
	};
	return seal(name, cancelledWhenIdle(name, next));
}

/** What was given up so long ago that it cannot take place any more is forgotten. */
export function lateForgotten(
	name: CollectionName,
	doc: Stored,
	attempts: ReadonlySet<string>,
): Stored {
	const { envelope } = doc;
	const late = envelope.late.filter(({ attempt }) => !attempts.has(attempt));
	return seal(name, { ...doc, envelope: { ...envelope, late } });
}
