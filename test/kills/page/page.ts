import { storageNamed } from "../../storages.js";
import { runProgram } from "../program.js";
import { openTalk } from "../talk.js";
import { tellFolds } from "./tell-folds.js";

const talk = await openTalk(new URL("/", location.href).href);
tellFolds(talk.folding);
if (talk.order.mode === "delete") {
	await deleteAll();
	await talk.closed();
} else
	await runProgram({
		talk,
		originIsNew: () => isCanaryMissing(indexedDB),
		bucketIsNew,
		openStorage: ({ storage, foldFromBytes }) =>
			storageNamed(storage, { foldFromBytes }),
	});

async function deleteAll(): Promise<void> {
	for (const { name = "" } of await indexedDB.databases())
		await new Promise((resolve) => {
			indexedDB.deleteDatabase(name).onsuccess = resolve;
		});
}

/** A database of its own, made at the first start: it is gone only when the browser has destroyed all of the origin's. */
function isCanaryMissing(factory: IDBFactory): Promise<boolean> {
	const request = factory.open("canary", 1);
	let isNew = false;
	request.onupgradeneeded = () => {
		isNew = true;
	};
	return new Promise((resolve, reject) => {
		request.onsuccess = () => {
			request.result.close();
			resolve(isNew);
		};
		request.onerror = () => reject(request.error);
	});
}

/** The only bucket there is is that of the journal. */
async function bucketIsNew(): Promise<boolean> {
	// Proof of the cast: Chromium has it as the specification of storage buckets says.
	const buckets = Reflect.get(navigator, "storageBuckets") as
		| Buckets
		| undefined;
	const [name] = (await buckets?.keys()) ?? [];
	if (buckets === undefined || name === undefined) return false;
	return isCanaryMissing((await buckets.open(name)).indexedDB);
}

interface Buckets {
	keys(): Promise<readonly string[]>;
	open(name: string): Promise<{ readonly indexedDB: IDBFactory }>;
}
