import { dexieStorage, logStorage } from "@engine-offline/core";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import type { Medium } from "./device-storage.js";
import { memoryMedium } from "./memory-medium.js";
import { factoryFor, realName } from "./process-factory.js";
import { slowFactory } from "./slow-factory.js";

/** What lies under the write gate: RxDB's memory, RxDB's Dexie storage, or the memory-first log. */
export const storageNames = ["memory", "dexie", "log"] as const;
export type StorageName = (typeof storageNames)[number];

export function createMedium(name: StorageName): Medium {
	return name === "memory" ? memoryMedium() : indexedMedium(name);
}

/** An IndexedDB of its own, in memory, of which each process has connections that die with it. */
function indexedMedium(name: "dexie" | "log"): Medium {
	const factory = new IDBFactory();
	return {
		storageFor: (process, { openChannel, delay }) => {
			const storageOn = (indexedDB: IDBFactory) => {
				const options = { indexedDB, IDBKeyRange, shared: false };
				if (name === "dexie") return dexieStorage(options);
				return logStorage({
					...options,
					openChannel: (channel, hear) =>
						openChannel?.(realName(channel), hear),
				});
			};
			const own = factoryFor(factory, process);
			const { erase } = storageOn(slowFactory(own, process, delay));
			return { ...storageOn(own), ...(erase && { erase }) };
		},
		names: async () => {
			const found = await factory.databases();
			return found.map(({ name = "" }) => name);
		},
		closesKilled: true,
	};
}
