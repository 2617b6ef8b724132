import { IDBFactory } from "fake-indexeddb";
import { systemEnvironment } from "../../environment.js";
import { openStore } from "../../store/open-store.js";
import type { Store } from "../../store/store.js";
import type { StoreOptions } from "../../store/store-options.js";
import { fakeDexieStorage } from "../../test/storages.js";
import { platformJournal } from "../platform-journal.js";
import { fakeBuckets } from "./fake-buckets.js";
import { textStorage } from "./text-storage.js";

let accounts = 0;

/** One account in a page that has storage buckets, with the journal that the platform gives. */
export function page() {
	const account = `page-${++accounts}`;
	const texts = textStorage();
	const buckets = fakeBuckets();
	let indexedDB = new IDBFactory();
	let open: Store | undefined;
	const system = systemEnvironment();
	const environment = {
		...system,
		texts,
		openJournal: (name: string) =>
			platformJournal({ buckets, texts, setTimer: system.setTimer }, name),
	};
	const options = (): StoreOptions => ({
		...{ engine: "test", account, environment },
		storage: fakeDexieStorage(indexedDB),
	});
	const close = async () => {
		await open?.close();
		open = undefined;
	};
	const boot = async () => {
		await close();
		open = await openStore(options());
		return open;
	};
	return {
		...{ texts, buckets, options, boot, close },
		indexedDB: () => indexedDB,
		/** Everything in the store's IndexedDB is gone. */
		loseStore: async () => {
			await close();
			indexedDB = new IDBFactory();
		},
		/** The bucket is gone. */
		loseJournal: async () => {
			await close();
			for (const name of await buckets.keys()) await buckets.delete(name);
		},
	};
}

export type Page = ReturnType<typeof page>;
