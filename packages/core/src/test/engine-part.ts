import { changeOf, seal, valuesOf } from "../model/change.js";
import type { CollectionName, Stored, StoredOf } from "../model/documents.js";
import { createEnvelope, type Envelope, type Sent } from "../model/envelope.js";
import type { Fields } from "../model/fields.js";
import { createIssue, type DocumentIssue } from "../model/issue.js";
import { settleEdits } from "../model/outcome.js";
import type { Replica } from "../store/replica.js";

/** Plays the replicator: writes by compare-and-set what the Engine is said to have answered. */
export interface Place {
	readonly replica: Replica;
	readonly name: CollectionName;
	readonly id: string;
}

const storageFields = {
	_deleted: false,
	_rev: "",
	_meta: { lwt: 0 },
	_attachments: {},
};

/** Changes a stored document as the replicator would. */
export async function replicate(
	{ replica, name, id }: Place,
	change: (doc: Stored) => Stored,
): Promise<void> {
	const previous = await replica.read(name, id);
	if (previous === undefined) throw new Error(`no ${name}/${id}`);
	const next = seal(name, change(previous));
	const stale = await replica.write(name, [{ previous, next }]);
	if (stale.size > 0) throw new Error(`stale ${name}/${id}`);
}

/** Only the envelope moves. */
export function envelop(
	place: Place,
	change: Partial<Envelope>,
): Promise<void> {
	return replicate(place, (doc) => ({
		...doc,
		envelope: { ...doc.envelope, ...change },
	}));
}

/** A document that the Engine has shown. */
export async function show<Name extends CollectionName>(
	replica: Replica,
	name: Name,
	fields: Omit<StoredOf<Name>, keyof typeof storageFields | "envelope">,
): Promise<void> {
	const shown = {
		...fields,
		...storageFields,
		envelope: createEnvelope({ remoteId: remoteIdOf(fields) }),
	};
	// Proof of the cast: the fields are those of the collection, the rest stands above.
	await replica.write(name, [{ next: shown as unknown as Stored }]);
}

function remoteIdOf(fields: object): string {
	const [id, orgId, userId] = ["id", "orgId", "userId"].map((key) =>
		String(Reflect.get(fields, key) ?? ""),
	);
	return userId ? `${orgId}/${userId}` : (id ?? "");
}

export const listedOrg = {
	name: "Ada",
	description: "",
	logoUrl: "",
	subscriptionId: "",
	reach: "listed",
} as const;

export const person = (id: string, email = `${id}@example.com`) => ({
	id,
	displayName: id.toUpperCase(),
	email,
	photoUrl: "",
	phone: "",
	status: "",
});

/** What the Engine knows after it took the waiting change. */
export function accept(place: Place, remoteId = place.id): Promise<void> {
	return replicate(place, (doc) => {
		const deleted = changeOf(place.name, doc).kind === "delete";
		return {
			...doc,
			envelope: {
				...settleEdits(doc.envelope, doc.envelope.made),
				remoteId: doc.envelope.remoteId || remoteId,
				base: null,
				sent: null,
				parked: null,
				ended: deleted ? "deleted" : "",
			},
		};
	});
}

/** The request is on its way. */
export function send(place: Place, inDoubt = false): Promise<void> {
	return replicate(place, (doc) => {
		const { made, touched } = doc.envelope;
		const { kind } = changeOf(place.name, doc);
		if (kind === "none") throw new Error("nothing to send");
		const sent: Sent = {
			attempt: "a1",
			kind,
			values: valuesOf(place.name, doc),
			covers: made,
			touched,
			inDoubt,
			step: "",
		};
		return { ...doc, envelope: { ...doc.envelope, sent } };
	});
}

const refusal = {
	code: "PERMISSION_DENIED",
	reason: "ROLE",
	message: "Only an Owner may do this.",
	suggestion: "Ask an Owner.",
	at: 5,
};

/** The Engine said no: the document goes back to what the Engine has, the values stay in the issue. */
export function refuse(
	place: Place,
	given: Partial<DocumentIssue> = {},
): Promise<void> {
	return replicate(place, (doc) => refused(place.name, doc, given));
}

function refused(
	name: CollectionName,
	doc: Stored,
	given: Partial<DocumentIssue>,
): Stored {
	const { kind } = changeOf(name, doc);
	if (kind === "none") throw new Error("nothing to refuse");
	const { made, base } = doc.envelope;
	const mine = valuesOf(name, doc);
	const issue = createIssue({
		kind: "refused",
		change: kind,
		edit: made,
		mine,
		base,
		...refusal,
		...given,
	});
	const settled = settleEdits(doc.envelope, made, {
		kind: "refused",
		issue: issue.id,
		code: issue.code,
		reason: issue.reason,
		message: issue.message,
	});
	const back: Fields = kind === "update" ? (base ?? {}) : {};
	return {
		...doc,
		...back,
		_deleted: kind === "create" || issue.kind === "gone",
		envelope: {
			...settled,
			base: null,
			sent: null,
			parked: null,
			ended: issue.kind === "gone" ? "vanished" : "",
			issues: [...doc.envelope.issues, issue],
		},
	};
}
