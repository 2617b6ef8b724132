/** The IndexedDB databases that a storage makes for one database of the store. */
export interface DatabaseNames {
	/** Whether an IndexedDB database of this name is one of them. */
	isOne(name: string, database: string): boolean;
	/** All that can be, for platforms that cannot list what there is. */
	possible(database: string): readonly string[];
}

/**
 * Empties and deletes all IndexedDB databases of one database, so that what another tab still holds open is empty at
 * least. Answers the names of those that are left.
 */
export async function eraseIndexedDb(
	factory: IDBFactory,
	names: DatabaseNames,
	database: string,
): Promise<string[]> {
	const found = await listed(factory, names, database);
	const held: string[] = [];
	for (const name of found ?? names.possible(database)) {
		await emptied(factory, name);
		if (!(await deleted(factory, name))) held.push(name);
	}
	return (await listed(factory, names, database)) ?? held;
}

/** Undefined where the platform cannot say. */
async function listed(
	factory: IDBFactory,
	names: DatabaseNames,
	database: string,
): Promise<string[] | undefined> {
	if (typeof factory.databases !== "function") return undefined;
	const found = (await factory.databases()).flatMap(({ name }) =>
		name !== undefined && names.isOne(name, database) ? [name] : [],
	);
	return found.sort(localDocumentsLast);
}

/** The mark of a wipe that was begun lies among the local documents: it goes when all else is gone. */
function localDocumentsLast(a: string, b: string): number {
	const isLast = (name: string) => Number(name.includes("local-documents"));
	return isLast(a) - isLast(b);
}

function emptied(factory: IDBFactory, name: string): Promise<void> {
	return new Promise((resolve) => {
		const asked = factory.open(name);
		// What cannot be emptied may be deleted still.
		asked.onerror = () => resolve();
		asked.onblocked = () => resolve();
		asked.onsuccess = () => {
			const database = asked.result;
			const stores = [...database.objectStoreNames];
			const end = () => {
				database.close();
				resolve();
			};
			if (stores.length === 0) return end();
			const transaction = database.transaction(stores, "readwrite");
			for (const store of stores) transaction.objectStore(store).clear();
			transaction.oncomplete = end;
			transaction.onabort = end;
		};
	});
}

/** False where somebody holds it open; it goes as soon as they let go. */
function deleted(factory: IDBFactory, name: string): Promise<boolean> {
	return new Promise((resolve, reject) => {
		const asked = factory.deleteDatabase(name);
		asked.onsuccess = () => resolve(true);
		asked.onerror = () => reject(asked.error);
		asked.onblocked = () => resolve(false);
	});
}
