import { getHeightOfRevision } from "rxdb/plugins/utils";
import type { Instance } from "../gate/gate-place.js";
import { seal } from "../model/change.js";
import {
	type CollectionName,
	collectionNames,
	type Stored,
} from "../model/documents.js";
import type { Model } from "../model/migration.js";
import { writeStored } from "../store/storage-query.js";
import type { JournalKeeper } from "./keeper.js";
import type { JournalKeys } from "./keys.js";
import { ensureOrg, isOrgKnown } from "./lost-org.js";
import { ensurePerson } from "./person-notes.js";
import { textToRecord } from "./record.js";
import type { RecoveredItem } from "./recovery.js";
import type { SizedJournal } from "./sized-journal.js";

export interface PutBackParts {
	readonly instances: ReadonlyMap<CollectionName, Instance>;
	readonly journal: SizedJournal;
	readonly keys: JournalKeys;
	readonly model: Model;
	/** Makes the record of a document that was put back one of what is stored now, unless it is another one by then. */
	readonly exchange: JournalKeeper["exchange"];
}

interface Kept {
	readonly key: string;
	readonly text: string;
}

/** One record that the store does not have, and what is to become of it. */
export interface Missing {
	readonly kept: Kept;
	readonly item: RecoveredItem;
	/** Undefined where it cannot be put back. */
	readonly document: Stored | undefined;
}

/** What the journal has newer than the store, orgs before what is in them. */
export async function findMissing(
	parts: PutBackParts,
	recordKeys: readonly string[],
): Promise<Missing[]> {
	const found: Missing[] = [];
	const coming = new Set<string>();
	const ordered = inOrder(recordKeys, parts.keys);
	// In one go, since each may be a transaction.
	const texts = await Promise.all(
		ordered.map((key) => parts.journal.read(key)),
	);
	for (const [index, key] of ordered.entries()) {
		const text = texts[index];
		if (text === undefined) continue;
		const missing = await missingOf(parts, { key, text }, coming);
		if (missing === undefined) continue;
		found.push(missing);
		if (missing.document !== undefined && missing.item.collection === "orgs")
			coming.add(missing.item.id);
	}
	return found;
}

/** Puts it back. Broken off and repeated, it goes on where it was. */
export async function putBack(
	parts: PutBackParts,
	missing: readonly Missing[],
): Promise<void> {
	for (const { kept, item, document } of missing) {
		const { collection: name } = item;
		const instance = name === "" ? undefined : parts.instances.get(name);
		if (name === "" || instance === undefined || document === undefined)
			continue;
		await ensureOrg(parts, document);
		await ensurePerson(parts, document);
		const [previous] = await instance.findDocumentsById([document.id], true);
		// Another tab has put it back and gone on from there, and said so here before it wrote: that is not written over.
		if ((await parts.journal.read(kept.key)) !== kept.text) continue;
		const next = doubted(name, document);
		await writeStored(instance, [
			previous === undefined ? { next } : { previous, next },
		]);
		const [now] = await instance.findDocumentsById([document.id], true);
		if (now !== undefined) await parts.exchange(name, now, kept.text);
	}
}

function inOrder(recordKeys: readonly string[], keys: JournalKeys): string[] {
	const rank = (key: string) => {
		const place = keys.place(key);
		return place === undefined ? -1 : collectionNames.indexOf(place.name);
	};
	return [...recordKeys].sort((a, b) => rank(a) - rank(b));
}

async function missingOf(
	parts: PutBackParts,
	kept: Kept,
	coming: ReadonlySet<string>,
): Promise<Missing | undefined> {
	const { key, text } = kept;
	const place = parts.keys.place(key);
	const item = { collection: place?.name ?? "", id: place?.id ?? key } as const;
	const lost = (why: string, label = ""): Missing => ({
		kept,
		item: { ...item, label, outcome: "lost", why, text },
		document: undefined,
	});
	if (place === undefined) return lost("It is no record of a document.");
	const record = textToRecord(place.name, text, parts.model);
	if (typeof record === "string") return lost(record);
	if (record.id !== place.id) return lost("It is filed under another id.");
	const { document } = record;
	const instance = parts.instances.get(place.name);
	const [stored] = (await instance?.findDocumentsById([place.id], true)) ?? [];
	if (heightIn(stored) >= record.height) return undefined;
	const label = labelOf(document);
	if (!coming.has(document.orgId ?? "") && !(await isOrgKnown(parts, document)))
		return lost("Its org was lost: nobody can say where it belongs.", label);
	const isSent = document.envelope.sent !== null;
	const outcome = isSent ? "restored-in-doubt" : "restored";
	const found = { ...item, label, outcome, why: "", text: "" } as const;
	return { kept, item: found, document };
}

function heightIn(stored: Stored | undefined): number {
	return stored === undefined ? 0 : getHeightOfRevision(stored._rev);
}

/** What was claimed may have been sent, and answered too. */
export function doubted(name: CollectionName, document: Stored): Stored {
	const { envelope } = document;
	if (envelope.sent === null) return document;
	const sent = { ...envelope.sent, inDoubt: true };
	return seal(name, {
		...document,
		envelope: { ...envelope, seen: envelope.seen + 1, sent },
	});
}

function labelOf(document: Stored): string {
	const invite: unknown = Reflect.get(document, "invite");
	const names = [
		Reflect.get(document, "name"),
		Reflect.get(document, "displayName"),
		typeof invite === "object" && invite !== null
			? Reflect.get(invite, "email")
			: undefined,
	];
	return String(
		names.find((value) => typeof value === "string") ?? document.id,
	);
}
