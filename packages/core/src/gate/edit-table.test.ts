import { expect, it } from "vitest";
import { changeOf, seal } from "../model/change.js";
import type { Stored } from "../model/documents.js";
import { createEnvelope, type Envelope } from "../model/envelope.js";
import { createIssue } from "../model/issue.js";
import { editDocument } from "./edit.js";
import { isRefusal } from "./refusal.js";

const base = { name: "old", description: "" };
const parked = {
	reason: "quota",
	code: "",
	message: "",
	suggestion: "",
	at: 0,
} as const;
const issue = createIssue({
	kind: "refused",
	change: "update",
	edit: 1,
	at: 0,
});

function org(
	name: string,
	envelope: Partial<Envelope>,
	deleted = false,
): Stored {
	const document = {
		id: "d",
		name,
		description: "",
		logoUrl: "",
		subscriptionId: "",
		reach: "listed",
		envelope: createEnvelope({ remoteId: "r", ...envelope }),
		_deleted: deleted,
		_rev: "1-a",
		_meta: { lwt: 0 },
		_attachments: {},
	};
	return seal("orgs", document);
}

const sent = (kind: "create" | "update" | "delete", inDoubt: boolean) => ({
	attempt: "a",
	kind,
	values: kind === "delete" ? {} : { name: "mine", description: "" },
	covers: 1,
	touched: { name: 1 },
	inDoubt,
	step: "" as const,
});
const edited = { made: 1, touched: { name: 1, "*": 1 } };
const create = (more: Partial<Envelope> = {}) =>
	org("mine", { ...edited, remoteId: "", ...more });
const update = (more: Partial<Envelope> = {}) =>
	org("mine", { ...edited, base, ...more });
const deletion = (more: Partial<Envelope> = {}) =>
	org("old", { ...edited, base, ...more }, true);

/** One document in each state that there is. */
const documents = {
	synced: org("old", {}),
	"pending create": create(),
	"pending update": update(),
	"pending delete": deletion(),
	"sending create": create({ sent: sent("create", false) }),
	"sending update": update({ sent: sent("update", false) }),
	"sending delete": deletion({ sent: sent("delete", false) }),
	"in-doubt create": create({ sent: sent("create", true) }),
	"in-doubt update": update({ sent: sent("update", true) }),
	"in-doubt delete": deletion({ sent: sent("delete", true) }),
	"parked create": create({ parked }),
	"parked update": update({ parked }),
	"parked delete": deletion({ parked }),
	refused: org("old", { issues: [issue] }),
	"refused, gone": org("mine", { remoteId: "", issues: [issue] }, true),
	deleted: org("old", { ended: "deleted" }, true),
	vanished: org("old", { ended: "vanished" }, true),
	nothing: org("old", { remoteId: "" }, true),
} as const;

type State = keyof typeof documents;

/** What an app may write. */
const writes = {
	rename: (doc: Stored) => ({ ...doc, name: "newer" }),
	/** To what the Engine had, or has. */
	setBack: (doc: Stored) => ({ ...doc, ...base }),
	remove: (doc: Stored) => ({ ...doc, _deleted: true }),
	/** An upsert, over a tombstone too. */
	put: (doc: Stored) => ({ ...doc, name: "again", _deleted: false }),
} as const;

type Write = keyof typeof writes;

function stateOf(doc: Stored): string {
	const { state, ended } = doc.envelope;
	const kind = doc.envelope.sent?.kind ?? changeOf("orgs", doc).kind;
	const deleted = doc._deleted && kind !== "delete" ? ", deleted" : "";
	if (kind !== "none") return `${state} ${kind}${deleted}`;
	if (!doc._deleted) return state;
	return state === "refused" ? "refused, gone" : ended || "nothing";
}

function after(state: State, write: Write): string {
	const doc = documents[state];
	const context = {
		name: "orgs",
		now: 7,
		userId: "u",
		parent: undefined,
	} as const;
	const result = editDocument(doc, writes[write](doc), context);
	return isRefusal(result) ? result.refused.code : stateOf(result);
}
const tombstone = {
	rename: "DOCUMENT_DELETED",
	setBack: "DOCUMENT_DELETED",
	remove: "DOCUMENT_DELETED",
} as const;

/** The state after each write, in each state, or the code of the refusal. */
const table: Record<State, Record<Write, string>> = {
	synced: {
		rename: "pending update",
		setBack: "synced",
		remove: "pending delete",
		put: "pending update",
	},
	"pending create": {
		rename: "pending create",
		setBack: "pending create",
		remove: "nothing",
		put: "pending create",
	},
	"pending update": {
		rename: "pending update",
		setBack: "synced",
		remove: "pending delete",
		put: "pending update",
	},
	"pending delete": { ...tombstone, put: "pending update" },
	...underWay("sending"),
	...underWay("in-doubt"),
	"parked create": {
		rename: "parked create",
		setBack: "parked create",
		remove: "nothing",
		put: "parked create",
	},
	"parked update": {
		rename: "parked update",
		setBack: "synced",
		remove: "parked delete",
		put: "parked update",
	},
	"parked delete": { ...tombstone, put: "parked update" },
	refused: {
		rename: "pending update",
		setBack: "refused",
		remove: "pending delete",
		put: "pending update",
	},
	"refused, gone": { ...tombstone, put: "pending create" },
	deleted: { ...tombstone, put: "ID_SPENT" },
	vanished: { ...tombstone, put: "ID_SPENT" },
	nothing: { ...tombstone, put: "pending create" },
};

/** Its answer decides; what is written meanwhile waits behind it. */
function underWay<Name extends "sending" | "in-doubt">(name: Name) {
	const living = (kind: "create" | "update") => ({
		rename: `${name} ${kind}`,
		setBack: `${name} ${kind}`,
		remove: `${name} ${kind}, deleted`,
		put: `${name} ${kind}`,
	});
	const rows = {
		[`${name} create`]: living("create"),
		[`${name} update`]: living("update"),
		[`${name} delete`]: { ...tombstone, put: "DELETE_UNDER_WAY" },
	};
	// Proof of the cast: the three keys are spelled out above.
	return rows as Record<
		`${Name} ${"create" | "update" | "delete"}`,
		Record<Write, string>
	>;
}

// Proof of the casts: these are the very keys of the two objects.
const states = Object.keys(documents) as State[];
const writeNames = Object.keys(writes) as Write[];

it.each(states)(
	"[GA20] an app's write to what is %s does what the table says",
	(state) => {
		expect(stateOf(documents[state])).toBe(state);
		for (const write of writeNames)
			expect([write, after(state, write)]).toEqual([
				write,
				table[state][write],
			]);
	},
);
