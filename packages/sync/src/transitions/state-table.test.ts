import {
	changeOf,
	type Envelope,
	type Stored,
	valuesOf,
	vanished,
} from "@engine-offline/core/replicate";
import { describe, expect, it } from "vitest";
import { release, settle } from "../push/claim.js";
import { claimDocument } from "../push/claim-document.js";
import { changeDocument } from "../replicator/change-document.js";
import type { Work } from "../replicator/work.js";
import { accepted, deleteAccepted } from "./accept.js";
import { doubted, givenUp, holds, unclaimed } from "./claim.js";
import { deleteResolved, updateResolved } from "./doubt.js";
import type { Observation } from "./observation.js";
import { observe } from "./observe.js";
import { parked, refused } from "./refuse.js";
import { aroundDocument } from "./test/lone-document.js";
import { context, orgOf, seenOrg, sentUpdate } from "./test/org.js";

const base = { name: "old", description: "" };
const mine = { name: "mine", description: "" };
const edited = { made: 1, touched: { name: 1, "*": 1 } };
const why = {
	reason: "quota",
	code: "",
	message: "",
	suggestion: "",
	at: 7,
} as const;
const no = { code: "C", reason: "", message: "", suggestion: "", at: 7 };

const unmade = { ...edited, remoteId: "", mark: "" };
const create = (more: Partial<Envelope> = {}) =>
	orgOf(mine, { ...unmade, ...more });
const update = (more: Partial<Envelope> = {}) =>
	orgOf(mine, { ...edited, base, ...more });
const deletion = (more: Partial<Envelope> = {}) =>
	orgOf(base, { ...edited, base, ...more }, true);
const sent = (kind: "create" | "update" | "delete", inDoubt = false) => ({
	...sentUpdate(kind === "delete" ? {} : mine),
	kind,
	inDoubt,
});

/** One document in each state that there is. */
const documents = {
	synced: () => orgOf(base),
	"pending create": () => create(),
	"pending update": () => update(),
	"pending delete": () => deletion(),
	"sending create": () => create({ sent: sent("create") }),
	"sending update": () => update({ sent: sent("update") }),
	"sending delete": () => deletion({ sent: sent("delete") }),
	"in-doubt create": () => create({ sent: sent("create", true) }),
	"in-doubt update": () => update({ sent: sent("update", true) }),
	"in-doubt delete": () => deletion({ sent: sent("delete", true) }),
	"parked create": () => create({ parked: why }),
	"parked update": () => update({ parked: why }),
	"parked delete": () => deletion({ parked: why }),
	refused: () => refused("orgs", update({ sent: sent("update") }), no),
	"refused, gone": () => refused("orgs", create({ sent: sent("create") }), no),
	deleted: () => deleteAccepted("orgs", deletion({ sent: sent("delete") })),
	vanished: () => vanished("orgs", orgOf(base), 7),
} as const;

type State = keyof typeof documents;

/** The name of the state that a document is in. */
function stateOf(doc: Stored): string {
	const { state, ended } = doc.envelope;
	const kind = doc.envelope.sent?.kind ?? changeOf("orgs", doc).kind;
	if (kind !== "none") return `${state} ${kind}`;
	if (!doc._deleted) return state;
	return state === "refused" ? "refused, gone" : ended || "nothing";
}

const place = { name: "orgs", id: "d" } as const;
const claimOf = (doc: Stored) =>
	({ name: "orgs", doc, attempt: "try" }) as const;

type Act = (work: Work, doc: Stored) => Promise<unknown>;

const resolved =
	(name: string): Act =>
	(work) =>
		changeDocument(work, place, (now) => {
			if (!holds(now, "try") || now.envelope.sent?.inDoubt !== true)
				return undefined;
			const seen = seenOrg({ name });
			switch (now.envelope.sent.kind) {
				case "create":
					return name === "mine"
						? accepted(now, seen, context)
						: givenUp("orgs", now);
				case "update":
					return updateResolved(now, seen, context);
				case "delete":
					return deleteResolved(now, seen, context);
			}
		});

/** A row is brought into the document that stands for it. */
function listed(work: Work, seen: Observation) {
	return changeDocument(work, place, (now) =>
		now.envelope.remoteId === seen.remoteId
			? observe(now, seen, context)
			: undefined,
	);
}

/** What can happen to a document, each as the replicator does it. */
const events = {
	/** It is about to be sent. */
	claim: (work, doc) => {
		const { kind } = changeOf("orgs", doc);
		return claimDocument(work, {
			...place,
			kind: kind === "none" ? "update" : kind,
			values: (now) => valuesOf("orgs", now),
		});
	},
	answer: (work, doc) =>
		settle(work, claimOf(doc), (now) =>
			now.envelope.sent?.kind === "delete"
				? deleteAccepted("orgs", now)
				: accepted(now, seenOrg(mine), context),
		),
	refusal: (work, doc) =>
		release(work, claimOf(doc), (now) => refused("orgs", now, no)),
	nothingSent: (work, doc) =>
		release(work, claimOf(doc), (now) => unclaimed("orgs", now)),
	noAnswer: (work, doc) =>
		release(work, claimOf(doc), (now) => doubted("orgs", now)),
	park: (work, doc) =>
		release(work, claimOf(doc), (now) => parked("orgs", now, why)),
	/** In doubt, and asked for: the Engine shows what was sent. */
	shownAsSent: resolved("mine"),
	/** In doubt, and asked for: it shows what was there before, or of a create nothing. */
	shownAsBefore: resolved("old"),
	/** A list shows what is known. */
	listed: (work) => listed(work, seenOrg({ name: "old" }, "m0")),
	/** A list shows what somebody changed. */
	listedAnew: (work) =>
		listed(work, seenOrg({ name: "old", description: "t" })),
	/** The Engine has it no more, or hides it. */
	gone: (work) =>
		changeDocument(work, place, (now) =>
			now.envelope.sent === null && now.envelope.ended === ""
				? vanished("orgs", now, 7)
				: undefined,
		),
} as const satisfies Record<string, Act>;

type Event = keyof typeof events;

/** Nothing happens, whatever else is true. */
const none = {
	claim: "same",
	answer: "same",
	refusal: "same",
	nothingSent: "same",
	noAnswer: "same",
	park: "same",
	shownAsSent: "same",
	shownAsBefore: "same",
	listed: "same",
	listedAnew: "same",
	gone: "same",
} as const satisfies Record<Event, string>;

/** The state after each event, in each state: `same` where the event is refused, or says nothing new. */
const table: Record<State, Record<Event, string>> = {
	synced: { ...none, listedAnew: "synced", gone: "vanished" },
	"pending create": { ...none, claim: "sending create", gone: "refused, gone" },
	"pending update": {
		...none,
		claim: "sending update",
		listedAnew: "pending update",
		gone: "refused, gone",
	},
	"pending delete": {
		...none,
		claim: "sending delete",
		listedAnew: "pending delete",
		gone: "vanished",
	},
	"sending create": {
		...none,
		answer: "synced",
		refusal: "refused, gone",
		nothingSent: "pending create",
		noAnswer: "in-doubt create",
		park: "parked create",
	},
	"sending update": {
		...none,
		answer: "synced",
		refusal: "refused",
		nothingSent: "pending update",
		noAnswer: "in-doubt update",
		park: "parked update",
	},
	"sending delete": {
		...none,
		answer: "deleted",
		refusal: "refused",
		nothingSent: "pending delete",
		noAnswer: "in-doubt delete",
		park: "parked delete",
	},
	// An answer that comes after all, to a process that took the doubt over, is still this attempt's.
	"in-doubt create": {
		...none,
		answer: "synced",
		refusal: "refused, gone",
		nothingSent: "pending create",
		park: "parked create",
		shownAsSent: "synced",
		shownAsBefore: "pending create",
	},
	"in-doubt update": {
		...none,
		answer: "synced",
		refusal: "refused",
		nothingSent: "pending update",
		park: "parked update",
		shownAsSent: "synced",
		shownAsBefore: "pending update",
	},
	// Whatever it shows, it is still there.
	"in-doubt delete": {
		...none,
		answer: "deleted",
		refusal: "refused",
		nothingSent: "pending delete",
		park: "parked delete",
		shownAsSent: "pending delete",
		shownAsBefore: "pending delete",
	},
	// When its turn comes again is for the loop to say: then it leaves like any other.
	"parked create": { ...none, claim: "sending create", gone: "refused, gone" },
	"parked update": {
		...none,
		claim: "sending update",
		listedAnew: "parked update",
		gone: "refused, gone",
	},
	"parked delete": {
		...none,
		claim: "sending delete",
		listedAnew: "parked delete",
		gone: "vanished",
	},
	refused: { ...none, listedAnew: "refused", gone: "refused, gone" },
	"refused, gone": { ...none, gone: "refused, gone" },
	// For good: a list that still shows it is old.
	deleted: none,
	// The Engine shows it again, so it lives.
	vanished: { ...none, listed: "synced", listedAnew: "synced" },
};

// Proof of the casts: these are the very keys of the two objects.
const states = Object.keys(documents) as State[];
const eventNames = Object.keys(events) as Event[];

async function after(state: State, event: Event): Promise<string> {
	const doc = documents[state]();
	const { work, document } = aroundDocument(doc);
	await events[event](work, doc);
	return document() === doc ? "same" : stateOf(document());
}

describe("a document", () => {
	it.each(states)(
		"[TR25] that is %s goes where the table says, at every event",
		async (state) => {
			expect(stateOf(documents[state]())).toBe(state);
			for (const event of eventNames)
				expect([event, await after(state, event)]).toEqual([
					event,
					table[state][event],
				]);
		},
	);

	it("[TR25] is one of no more states than these", async () => {
		for (const state of states)
			for (const event of eventNames)
				expect([...states, "same"]).toContain(await after(state, event));
	});
});
