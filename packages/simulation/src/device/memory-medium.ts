import type { StoreStorage } from "@engine-offline/core";
import type { RxStorageInstance, RxStorageInstanceCreationParams } from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import type { Process } from "../world/process.js";
import type { Medium } from "./device-storage.js";

interface State {
	removed: boolean;
}

/** RxDB's memory storage as a disk: it outlives processes, and what is erased is closed to whoever has it open. */
export function memoryMedium(): Medium {
	// A map of its own: RxDB's memory storages share one.
	const states = new Map<string, State>();
	const memory = { ...getRxStorageMemory(), collectionStates: states };
	const storage = {
		...memory,
		createStorageInstance: async <Doc>(
			params: RxStorageInstanceCreationParams<Doc, object>,
		) => closable(await memory.createStorageInstance(params)),
	};
	const erase = async (
		process: Process,
		delay: () => number,
		database: string,
	) => {
		const own = () => [...states].filter(([key]) => key.startsWith(database));
		for (const [key, state] of own().sort(localDocumentsLast)) {
			await process.wait(delay());
			state.removed = true;
			states.delete(key);
		}
		// Whoever opened it meanwhile may have made some anew.
		return own().map(([key]) => key);
	};
	return {
		storageFor: (process, { delay }) => ({
			// Proof of the cast: RxDB hands a storage only the options that openStore() gives, and it gives none.
			rxStorage: storage as unknown as StoreStorage["rxStorage"],
			erase: (database) => erase(process, delay, database),
		}),
		names: async () => [...states.keys()],
		closesKilled: false,
	};
}

/** As on IndexedDB: among them is the mark of a wipe that was begun. */
function localDocumentsLast(
	[a]: [string, State],
	[b]: [string, State],
): number {
	const isLast = (key: string) => Number(key.includes("local-documents"));
	return isLast(a) - isLast(b);
}

const guarded = ["bulkWrite", "findDocumentsById", "query", "count"] as const;

/** An instance that fails as Dexie's do when its database was deleted. */
function closable<Doc>(
	instance: RxStorageInstance<Doc, { removed?: boolean }, object>,
): typeof instance {
	for (const method of guarded) {
		const run: unknown = Reflect.get(instance, method);
		if (typeof run !== "function") continue;
		Reflect.set(instance, method, async (...given: unknown[]) => {
			if (instance.internals.removed === true)
				throw new DOMException("It was deleted.", "InvalidStateError");
			return Reflect.apply(run, instance, given);
		});
	}
	return instance;
}
