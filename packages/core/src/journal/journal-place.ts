/** Where the database of a journal lies. */
export interface JournalPlace {
	/** Undefined where it is not there and may not be made. */
	open(mayMake: boolean): Promise<IDBDatabase | undefined>;
	/** Destroys it; answers the names of what is left. */
	erase(): Promise<readonly string[]>;
}

/** The only object store of the database; keys and texts lie in it as they are. */
export const RECORDS = "records";

/** Opens a database in a place of IndexedDB; see `JournalPlace`. */
export function openJournalDatabase(
	factory: IDBFactory,
	name: string,
	mayMake: boolean,
): Promise<IDBDatabase | undefined> {
	const asked = factory.open(name, 1);
	let isRefused = false;
	asked.onupgradeneeded = () => {
		if (mayMake) asked.result.createObjectStore(RECORDS);
		else {
			isRefused = true;
			asked.transaction?.abort();
		}
	};
	return new Promise((resolve, reject) => {
		asked.onsuccess = () => resolve(asked.result);
		asked.onerror = () =>
			isRefused ? resolve(undefined) : reject(asked.error);
	});
}
