import { EngineError } from "../errors.js";
import type { Collection } from "./collection.js";

/**
 * RxDB opens an older schema version as an empty collection, without a word: an app that was rolled back would show
 * nothing and pull everything anew, beside edits that wait. A migration opens the older one too, after the newer.
 */
export function refuseOlder(
	collectionName: string,
	version: number,
	collections: ReadonlyMap<string, Collection>,
): void {
	for (const [name, { isOpen, documentById, parts }] of collections) {
		const [otherName, otherVersion] = name.split("/");
		const isNewer =
			otherName === collectionName && Number(otherVersion) > version;
		if (!isNewer || isOpen || (documentById.size === 0 && parts.isWhole))
			continue;
		throw new EngineError(
			"NEWER_DATA",
			`${collectionName} was written by a newer version of the app (schema ${otherVersion}, this one has ${version}). ` +
				"Nothing was touched; open it with the newer version.",
		);
	}
}
