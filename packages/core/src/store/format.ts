import {
	getLocalDocStateByParent,
	type LocalDocumentParent,
} from "rxdb/plugins/local-documents";
import { EngineError } from "../errors.js";
import type { StoreDatabase } from "./database.js";

/** The local document that says in which version of the model the documents are. */
export const FORMAT_ID = "format";

/** What is known of the stored documents' version. */
export interface Format {
	readonly target: number;
	/** Older versions in which documents may lie that are still to be brought to `target`: that was broken off. */
	readonly left: readonly number[];
}

/**
 * From storage itself, since RxDB's own copy may be older than what another tab wrote. Undefined in a new store, and in
 * one that was made before this was written down (version 0).
 */
export async function readFormat(
	database: StoreDatabase,
): Promise<Format | undefined> {
	// Proof of the cast: it is a database, whatever its collections.
	const parent = database as unknown as LocalDocumentParent;
	const { storageInstance } = await getLocalDocStateByParent(parent);
	const [found] = await storageInstance.findDocumentsById([FORMAT_ID], false);
	// Proof of the cast: only `writeFormat` writes a local document of that name.
	return found?.data as Format | undefined;
}

export async function writeFormat(
	database: StoreDatabase,
	format: Format,
): Promise<void> {
	await database.upsertLocal<Format>(FORMAT_ID, format);
}

/** An older app would show nothing of newer data, and pull everything anew beside edits that wait. */
export function refuseNewer(format: Format | undefined, version: number): void {
	if (format === undefined || format.target <= version) return;
	throw new EngineError(
		"NEWER_DATA",
		`This account's data was written by a newer version of the app (format ${format.target}, this one knows ${version}). Nothing was touched; open it with the newer version.`,
	);
}

/** What an older tab is told that opens while that is going on. */
export function beingUpdated(): EngineError {
	return new EngineError(
		"NEWER_DATA",
		"Another tab has a newer version of the app, and brings this account's data to it. Nothing was touched here; reload this tab.",
	);
}

/** Calls `run` when another tab brings the documents to a version that this app does not know. */
export function onNewerFormat(
	database: StoreDatabase,
	version: number,
	run: () => void,
): () => void {
	const subscription = database.eventBulks$.subscribe(({ isLocal, events }) => {
		if (!isLocal) return;
		for (const { documentId, documentData } of events) {
			if (documentId !== FORMAT_ID) continue;
			const data: unknown = Reflect.get(documentData, "data");
			const target: unknown = Reflect.get(Object(data), "target");
			if (typeof target === "number" && target > version) run();
		}
	});
	return () => subscription.unsubscribe();
}
