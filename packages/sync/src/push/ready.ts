import {
	type CollectionName,
	changeOf,
	collectionNames,
	foldEmail,
	isDeleted,
	type Stored,
	sameFields,
	valuesOf,
	writableFields,
} from "@engine-offline/core/replicate";
import type { Memory } from "../replicator/memory.js";
import type { Mirror } from "../replicator/mirror.js";
import { textOf } from "../replicator/resources.js";
import { documentKey } from "../replicator/work.js";

/** What decides whether a change may go now; no clock, no network. */
export interface Surroundings {
	readonly mirror: Pick<Mirror, "get" | "children">;
	readonly memory: Pick<Memory, "documents">;
	/** The unfinished documents of a collection. */
	readonly listOpen: (name: CollectionName) => readonly Stored[];
	/** The signed-in user's id, '' until verified: no create is sent before. */
	readonly userId: string;
	/** Whether the list that would show a new document has been complete once. */
	readonly isListed: (name: CollectionName, orgId: string) => boolean;
	/** Documents that are being worked on, by key. */
	readonly busy: ReadonlySet<string>;
	/** Monotonic ms. */
	readonly now: number;
}

export interface ReadyDocument {
	readonly name: CollectionName;
	readonly doc: Stored;
}

/** At most so many changes that may go now: it waits for what it refers to, and for nothing else. */
export function readyDocuments(
	given: Surroundings,
	most: number,
): ReadyDocument[] {
	const around = { ...given, underWay: underWay(given) };
	const ready: ReadyDocument[] = [];
	for (const name of collectionNames)
		for (const doc of around.listOpen(name)) {
			if (ready.length >= most) return ready;
			// What was chosen a moment ago counts as under way, or twins would leave together.
			if (!isReady(name, doc, around)) continue;
			ready.push({ name, doc });
			around.underWay[name].push(doc);
		}
	return ready;
}

/** Whether a change for the same person goes before this member's, of which nothing was known when it was chosen. */
export function waitsForSamePerson(
	doc: Stored,
	given: Pick<Surroundings, "mirror" | "listOpen">,
): boolean {
	const members = given
		.listOpen("members")
		.filter((other) => isSentOrLeaving("members", other));
	return hasEarlierChange(doc, members, given);
}

type Around = Surroundings & { readonly underWay: UnderWay };

/** The few documents that others may have to wait for: with a request out, being worked on, or leaving an org. */
type UnderWay = Readonly<Record<CollectionName, Stored[]>>;

function underWay(around: Surroundings): UnderWay {
	const of = (name: CollectionName) =>
		around
			.listOpen(name)
			.filter(
				(doc) =>
					isSentOrLeaving(name, doc) ||
					around.busy.has(documentKey(name, doc.id)),
			);
	return {
		orgs: of("orgs"),
		projects: of("projects"),
		users: of("users"),
		members: of("members"),
	};
}

function isSentOrLeaving(name: CollectionName, doc: Stored): boolean {
	const { sent } = doc.envelope;
	if (sent !== null || name !== "members") return sent !== null;
	return isDeleted(doc) && changeOf(name, doc).kind === "delete";
}

function isReady(name: CollectionName, doc: Stored, around: Around): boolean {
	const key = documentKey(name, doc.id);
	if (around.busy.has(key)) return false;
	if ((around.memory.documents.get(key)?.notBefore ?? 0) > around.now)
		return false;
	const { sent, hiddenBy, parked } = doc.envelope;
	if (sent !== null) return isProbeReady(name, doc);
	if (hiddenBy !== "") return false;
	if (parked !== null && !isRetried(doc, key, around)) return false;
	return isChangeReady(name, doc, around);
}

/** A request without an answer: creates of orgs and projects are looked for in lists, the rest is asked for. */
function isProbeReady(name: CollectionName, doc: Stored): boolean {
	const { sent } = doc.envelope;
	if (sent?.inDoubt !== true) return false;
	return sent.kind !== "create" || name === "members";
}

/** Parked for quota or a view-only org: tried again after a while, which the document's memory counts. */
function isRetried(doc: Stored, key: string, around: Surroundings): boolean {
	const reason = doc.envelope.parked?.reason;
	if (
		reason !== "quota" &&
		reason !== "view-only" &&
		reason !== "engine-failing"
	)
		return false;
	const retryAt = around.memory.documents.get(key)?.retryAt ?? 0;
	// Without a moment the wait has not begun.
	return retryAt > 0 && retryAt <= around.now;
}

function isChangeReady(
	name: CollectionName,
	doc: Stored,
	around: Around,
): boolean {
	switch (changeOf(name, doc).kind) {
		case "none":
			return false;
		case "create":
			return isCreateReady(name, doc, around);
		case "update":
			return true;
		case "delete":
			return isDeleteReady(name, doc, around);
	}
}

function isCreateReady(
	name: CollectionName,
	doc: Stored,
	around: Around,
): boolean {
	if (around.userId === "") return false;
	if (!around.isListed(name, doc.orgId ?? "")) return false;
	if (doc.orgId !== undefined) {
		const org = around.mirror.get("orgs", doc.orgId);
		if (org === undefined || org._deleted || org.envelope.remoteId === "")
			return false;
	}
	return name === "members"
		? !hasEarlierChange(doc, around.underWay.members, around)
		: !hasTwinUnderWay(name, doc, around);
}

/** Two creates that look the same cannot be told apart when an answer is lost: one at a time. */
function hasTwinUnderWay(
	name: CollectionName,
	doc: Stored,
	around: Around,
): boolean {
	return around.underWay[name].some(
		(other) =>
			other.id !== doc.id &&
			other.orgId === doc.orgId &&
			other.envelope.remoteId === "" &&
			isTwin(name, doc, other),
	);
}

function isTwin(name: CollectionName, doc: Stored, other: Stored): boolean {
	const values = other.envelope.sent?.values ?? valuesOf(name, other);
	return sameFields(writableFields[name], valuesOf(name, doc), values);
}

/** Changes for one person in one org go one after the other: what takes them out goes before what adds them. */
function hasEarlierChange(
	doc: Stored,
	underWay: readonly Stored[],
	around: Pick<Surroundings, "mirror">,
): boolean {
	return underWay.some(
		(other) =>
			other.id !== doc.id &&
			other.orgId === doc.orgId &&
			isSamePerson(doc, other, around),
	);
}

function isSamePerson(
	a: Stored,
	b: Stored,
	around: Pick<Surroundings, "mirror">,
): boolean {
	const userId = textOf(a, "userId");
	if (userId !== "" && userId === textOf(b, "userId")) return true;
	const email = emailOf(a, around);
	return email !== "" && email === emailOf(b, around);
}

function emailOf(doc: Stored, around: Pick<Surroundings, "mirror">): string {
	const invite: unknown = Reflect.get(doc, "invite");
	const user = around.mirror.get("users", textOf(doc, "userId"));
	const source = user ?? invite;
	return typeof source === "object" && source !== null
		? foldEmail(textOf(source, "email"))
		: "";
}

/** The delete of an org waits for children in flight; for those in doubt it does not. */
function isDeleteReady(
	name: CollectionName,
	doc: Stored,
	around: Around,
): boolean {
	if (name === "members") return !hasRequestUnderWay(doc, around);
	if (name !== "orgs") return true;
	return (["projects", "members"] as const).every((children) =>
		around.mirror
			.children(children, doc.id)
			.every(({ envelope }) => envelope.sent?.inDoubt !== false),
	);
}

function hasRequestUnderWay(doc: Stored, around: Around): boolean {
	return around.underWay.members.some(
		(other) =>
			other.id !== doc.id &&
			other.orgId === doc.orgId &&
			// Being worked on, it is about to be sent.
			(other.envelope.sent !== null ||
				around.busy.has(documentKey("members", other.id))) &&
			isSamePerson(doc, other, around),
	);
}
