import { eraseIndexedDb } from "../store/wipe/erase-indexed-db.js";
import { type JournalPlace, openJournalDatabase } from "./journal-place.js";

/** A database beside those of the store: where each is a file of its own, none takes another with it. */
export function databasePlace(
	factory: IDBFactory,
	account: string,
): JournalPlace {
	const own = `${account}-journal`;
	const names = {
		isOne: (name: string) => name === own,
		possible: () => [own],
	};
	return {
		open: (mayMake) => openJournalDatabase(factory, own, mayMake),
		erase: () => eraseIndexedDb(factory, names, account),
	};
}
