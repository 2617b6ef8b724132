import type { Instance } from "../gate/gate-place.js";
import {
	type CollectionName,
	collectionNames,
	type Stored,
} from "../model/documents.js";
import type { Model } from "../model/migration.js";
import type { AccountRecordKeeper } from "../store/account-record.js";
import type { Journal } from "./journal.js";
import { createKeeper, type JournalKeeper } from "./keeper.js";
import { journalKeys } from "./keys.js";
import {
	createMarkKeeper,
	type Mark,
	type MarkKeeper,
	readMark,
} from "./mark.js";
import { createOrgNotes } from "./org-notes.js";
import { createPersonNotes, personIn } from "./person-notes.js";
import {
	doubted,
	findMissing,
	type PutBackParts,
	putBack,
} from "./put-back.js";
import { textToRecord } from "./record.js";
import type { Recovery } from "./recovery.js";
import { placeSentinels, withoutSentinel } from "./sentinel.js";
import { sizedJournal } from "./sized-journal.js";
import type { Trace } from "./trace.js";

type Instances = ReadonlyMap<CollectionName, Instance>;

/** So many characters of one account, of the five millions that localStorage has for a whole origin. */
const MOST_CHARACTERS = 2_000_000;

/** The journal of one account. */
export interface OpenJournal {
	readonly keeper: JournalKeeper;
	/** Compares the store with what was left, and puts back what is missing. */
	recover(place: RecoverPlace): Promise<void>;
	/** Brings the journal into step with the store, whose unfinished documents these are. */
	align(listOpen: (name: CollectionName) => readonly Stored[]): Promise<void>;
	/** What is kept of a document, as it may be put back. */
	recordOf(name: CollectionName, id: string): Promise<Stored | undefined>;
	/** Forgets the records that could not be used, which have been reported. */
	dropUnusable(
		ids: readonly { readonly collection: string; readonly id: string }[],
	): Promise<void>;
	close(): void;
}

export interface RecoverPlace {
	readonly record: AccountRecordKeeper;
	/** Wall clock in ms. */
	readonly now: number;
	/** Whether no other tab has the store open, which may have records in the making. */
	readonly alone: boolean;
	/** Whether some of what was stored cannot be read: a collection that lacks its sentinel is not empty for that. */
	readonly isDamaged: boolean;
	/** Keeps what there is to say about it, before anything is put back. */
	readonly report: (found: Recovery) => Promise<void>;
}

export interface OpenJournalOptions {
	readonly journal: Journal;
	readonly database: string;
	readonly instances: Instances;
	readonly room?: number | undefined;
	readonly model: Model;
	readonly trace: Trace;
}

export async function openJournal(
	options: OpenJournalOptions,
): Promise<OpenJournal> {
	const { database, instances, model, trace } = options;
	const { room = MOST_CHARACTERS } = options;
	const keys = journalKeys(database);
	const journal = await sizedJournal(options.journal, keys.all, room);
	const mark = createMarkKeeper(journal, keys.mark);
	const orgOf = async (id: string) =>
		(await instances.get("orgs")?.findDocumentsById([id], true))?.[0];
	const notes = createOrgNotes(journal, keys, orgOf);
	const keeper = createKeeper({
		journal,
		keys,
		notes,
		notePerson: createPersonNotes({ instances, journal, keys }),
		model,
		counted: mark.counted,
	});
	const exchange: PutBackParts["exchange"] = (name, document, held) =>
		keeper.exchange(name, document, held);
	const raw = options.journal;
	const places = { raw, journal, keys, instances, mark, trace };
	const parts = { ...places, model, exchange };
	return {
		keeper,
		recover: (place) => keeper.aside(() => recover(parts, place)),
		recordOf: async (name, id) => {
			const text = await journal.read(keys.document(name, id));
			const record = text === undefined ? "" : textToRecord(name, text, model);
			return typeof record === "string"
				? undefined
				: doubted(name, record.document);
		},
		align: (listOpen) => align(parts, keeper, listOpen),
		dropUnusable: async (ids) => {
			for (const { collection, id } of ids) {
				const name = collectionNames.find((known) => known === collection);
				await journal.remove(name === undefined ? id : keys.document(name, id));
			}
		},
		close: () => {
			mark.close();
			keeper.close();
		},
	};
}

interface Parts extends PutBackParts {
	readonly raw: Journal;
	readonly mark: MarkKeeper;
	readonly trace: Trace;
}

async function recover(parts: Parts, place: RecoverPlace): Promise<void> {
	const { raw, journal, keys, instances, trace } = parts;
	const lacking = await withoutSentinel(instances);
	const left = await readMark(journal, keys.mark);
	const wasHere = left !== undefined || trace.isThere();
	const emptied = wasHere && !place.isDamaged ? lacking : [];
	const isEmptied = emptied.length > 0;
	const isLost = isEmptied || place.isDamaged;
	const missing =
		isLost || place.alone
			? await findMissing(parts, await raw.keys(keys.documents))
			: [];
	const items = missing
		.map(({ item }) => item)
		.filter((item) => isLost || item.outcome === "lost");
	if (isEmptied || items.length > 0) {
		const unkept = isEmptied ? (left?.unkept ?? 0) : 0;
		const journalLost = isEmptied && left === undefined;
		const found = { at: place.now, emptied, items, unkept, journalLost };
		// First of all: what was put back by an opening that is broken off is not missing at the next one.
		await place.report(found);
	}
	await putBack(parts, missing);
	if (isLost) await restoreRecord(place.record, left);
	await placeSentinels(instances, lacking);
	await parts.mark.begin(place.record);
	trace.leave();
}

/** Nothing that was listed is here any more; and what comes back belongs to whoever had written it. */
async function restoreRecord(
	record: AccountRecordKeeper,
	{ userId, email }: Pick<Mark, "userId" | "email"> = nobody,
): Promise<void> {
	const isKnown = record.get().userId !== "" || userId === "";
	await record.change({ listedAt: {}, ...(isKnown ? {} : { userId, email }) });
}

const nobody = { userId: "", email: "" };

async function align(
	{ raw, journal, keys, instances }: Parts,
	keeper: JournalKeeper,
	listOpen: (name: CollectionName) => readonly Stored[],
): Promise<void> {
	const open = new Map(
		collectionNames.map((name) => [
			name,
			new Map(listOpen(name).map((doc) => [doc.id, doc])),
		]),
	);
	const aligned = [...open].flatMap(([name, documents]) =>
		[...documents.values()].map((each) => keeper.align(name, each)),
	);
	await Promise.all(aligned);
	for (const key of await raw.keys(keys.documents)) {
		const place = keys.place(key);
		if (place === undefined || open.get(place.name)?.has(place.id)) continue;
		const [stored] =
			(await instances.get(place.name)?.findDocumentsById([place.id], true)) ??
			[];
		if (stored !== undefined) await keeper.align(place.name, stored);
	}
	const all = [...open.values()].flatMap((documents) => [
		...documents.values(),
	]);
	const noted = new Set([
		...all.map(({ orgId = "" }) => keys.org(orgId)),
		...all.map((document) => keys.person(personIn(document))),
	]);
	for (const kind of [keys.orgs, keys.persons])
		for (const key of await raw.keys(kind))
			if (!noted.has(key)) await journal.remove(key);
}
