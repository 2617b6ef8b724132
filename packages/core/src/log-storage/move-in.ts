import { getHeightOfRevision } from "rxdb";
import { fieldOf, type StoredDocument } from "./log.js";
import type { LogDatabase } from "./log-database.js";

/** A collection as another storage kept it. */
export interface OldCollection {
	/** All its documents, tombstones too. */
	read(): Promise<readonly StoredDocument[]>;
	/** Removes it, in one step with seeing that nothing is in it that is not known; false, and nothing done, otherwise. */
	removeIf(isKnown: (document: StoredDocument) => boolean): Promise<boolean>;
}

const DOCUMENTS_PER_COMMIT = 1000;

/**
 * Brings what another storage kept into the log, before anybody reads or writes it here. What is known already stays
 * unless the other is newer, and the other goes last: so it may break off anywhere, and goes on at the next opening.
 */
export async function moveIn(
	old: OldCollection,
	{ collection: name, key }: { collection: string; key: string },
	{ queue, collections }: LogDatabase,
): Promise<void> {
	const { parts, documentById } = collections.at(name);
	await parts.load();
	const isKnown = (document: StoredDocument) => {
		const known = documentById.get(fieldOf(document, key));
		return known !== undefined && heightOf(known) >= heightOf(document);
	};
	do {
		const all = await old.read();
		for (let n = 0; n < all.length; n += DOCUMENTS_PER_COMMIT) {
			const some = all.slice(n, n + DOCUMENTS_PER_COMMIT);
			const plan = () => {
				const documents = some.filter((document) => !isKnown(document));
				const put = { kind: "put", collection: name, key, documents } as const;
				return documents.length > 0 ? put : undefined;
			};
			await queue.submit({ collection: name, context: "", plan });
		}
	} while (!(await old.removeIf(isKnown)));
}

const heightOf = ({ _rev }: StoredDocument) => getHeightOfRevision(_rev);
