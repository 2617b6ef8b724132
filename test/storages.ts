import {
	dexieStorage,
	logStorage,
	type StoreStorage,
} from "@engine-offline/core";

export type Durability = "strict" | "relaxed";

/** The storages of browsers that are measured and killed beside each other. */
export const storageNames = ["log", "dexie"] as const;
export type StorageName = (typeof storageNames)[number];

export interface StorageChoice {
	readonly durability?: Durability;
	/** From how many bytes the log is folded; nothing to a storage that has no log. */
	readonly foldFromBytes?: number;
}

export function storageNamed(
	name: StorageName,
	{ foldFromBytes, durability = "strict" }: StorageChoice = {},
): StoreStorage {
	if (name === "dexie") return dexieStorage({ durability });
	return logStorage({
		durability,
		...(foldFromBytes === undefined ? {} : { foldFromBytes }),
	});
}
