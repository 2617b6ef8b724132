import type { Environment } from "../environment.js";
import { databasePlace } from "./database-place.js";
import { indexedDbJournal } from "./indexed-db-journal.js";
import type { Journal } from "./journal.js";
import {
	localStorageJournal,
	type TextStorage,
} from "./local-storage-journal.js";
import { bucketPlace, type StorageBuckets } from "./storage-buckets.js";

/** What a platform has for a journal; left out is what it has not, or denies. */
export interface JournalPlatform {
	readonly buckets?: StorageBuckets | undefined;
	/** Only where each database is a file of its own: where all lie in one, a journal among them is lost with the store. */
	readonly indexedDB?: IDBFactory | undefined;
	readonly texts?: TextStorage | undefined;
	readonly setTimer: Environment["setTimer"];
}

/** A platform may leave an opening without any answer. */
const PATIENCE_MS = 8_000;

/**
 * The journal of one account in the best place that answers: a storage bucket, a database, localStorage (which some
 * browsers write to disk seconds later). Erased, it is gone from all of them.
 */
export async function platformJournal(
	platform: JournalPlatform,
	account: string,
): Promise<Journal | undefined> {
	const { buckets, indexedDB, texts, setTimer } = platform;
	const flushed = [
		...(buckets === undefined ? [] : [bucketPlace(buckets, account)]),
		...(indexedDB === undefined ? [] : [databasePlace(indexedDB, account)]),
	].map((place) => indexedDbJournal(place, setTimer));
	const erase = async () => {
		const remains = flushed.map((each) => each.erase());
		if (texts !== undefined) removeAll(texts, `${account}/`);
		return (await Promise.all(remains)).flat();
	};
	for (const journal of flushed)
		if (await answers(journal, setTimer)) return { ...journal, erase };
		else journal.close();
	return texts && { ...localStorageJournal(texts), erase };
}

function answers(
	journal: Journal,
	setTimer: Environment["setTimer"],
): Promise<boolean> {
	return new Promise((resolve) => {
		const off = setTimer(() => resolve(false), PATIENCE_MS);
		const told = (isThere: boolean) => {
			off();
			resolve(isThere);
		};
		Promise.resolve(journal.read("")).then(
			() => told(true),
			() => told(false),
		);
	});
}

function removeAll(texts: TextStorage, prefix: string): void {
	const journal = localStorageJournal(texts);
	for (const key of journal.keys(prefix)) journal.remove(key);
}
