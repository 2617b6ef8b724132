/** What any other script of this origin, or the machine under it, may do to a store. */
export const foreignCommands = {
	/** All that this origin keeps on this device. */
	remains: async () => {
		const { held = [], pending = [] } = await navigator.locks.query();
		return {
			databases: await databaseNames(),
			texts: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
			locks: [...held, ...pending].map(({ name }) => name ?? ""),
			caches: await caches.keys(),
			buckets: await bucketNames(),
			files: await fileNames(),
		};
	},
	/** Deletes every database of the stores; resolves when they are gone. */
	deleteDatabases: async () => {
		for (const { name } of await ofStores())
			await ended(indexedDB.deleteDatabase(name));
	},
	/** Gives every database a version that the store does not know. */
	raiseVersions: async () => {
		const found = await ofStores();
		for (const { name, version } of found)
			(await ended(indexedDB.open(name, version + 1))).close();
		return found.length;
	},
	/** Begins to upgrade every database and does not come to an end with it, until `letUpgradesGo`. */
	holdUpgrades: async () => {
		const found = await ofStores();
		const holding = found.map(({ name, version }) =>
			holdUpgrade(name, version + 1),
		);
		await Promise.all(holding);
		return found.length;
	},
	letUpgradesGo: async () => {
		isHeld = false;
	},
	/** Sets the clock of this page forward or back. */
	moveClock: async (ms: number) => {
		const now = Date.now.bind(Date);
		Date.now = () => now() + ms;
	},
	/** How many documents a newer build of the app has brought over so far. */
	broughtOver: async (): Promise<number> =>
		Number(Reflect.get(globalThis, "broughtOver") ?? 0),
};

let isHeld = true;

/** All databases but those of journals, which are a second place for the same. */
async function ofStores() {
	const found = await indexedDB.databases();
	return found
		.map(({ name = "", version = 1 }) => ({ name, version }))
		.filter(({ name }) => !name.endsWith("-journal"));
}

async function databaseNames(): Promise<string[]> {
	const found = await indexedDB.databases();
	return found.map(({ name }) => name ?? "");
}

/** Only Chromium has any. */
async function bucketNames(): Promise<string[]> {
	const buckets: unknown = Reflect.get(navigator, "storageBuckets");
	if (typeof buckets !== "object" || buckets === null) return [];
	// Proof of the cast: it is what the Storage Buckets API says.
	return (buckets as { keys(): Promise<string[]> }).keys();
}

async function fileNames(): Promise<string[]> {
	// Some web views have no place for files.
	const folder = await navigator.storage?.getDirectory?.();
	const names: string[] = [];
	if (folder === undefined) return names;
	// Proof of the cast: a folder is iterated by names, which the DOM's types leave out.
	const all = (folder as unknown as { keys(): AsyncIterable<string> }).keys();
	for await (const name of all) names.push(name);
	return names;
}

function ended<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}

function holdUpgrade(name: string, version: number): Promise<void> {
	const request = indexedDB.open(name, version);
	request.onerror = (event) => event.preventDefault();
	return new Promise((resolve) => {
		request.onupgradeneeded = () => {
			const { transaction } = request;
			const [first] = request.result.objectStoreNames;
			if (transaction === null || first === undefined) return resolve();
			const again = () => {
				if (!isHeld) return transaction.abort();
				transaction.objectStore(first).count().onsuccess = again;
			};
			again();
			resolve();
		};
	});
}
