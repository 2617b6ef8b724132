import type { RxStorage } from "rxdb";
import { getHeightOfRevision, now } from "rxdb/plugins/utils";
import {
	type CollectionName,
	documentSchemas,
	type Stored,
} from "../model/documents.js";
import { plainDocument } from "./check-fields.js";
import { eachCollection } from "./each-collection.js";
import { type Instance, TRUSTED_CONTEXT } from "./gate-place.js";

/** A stored row that is no document of its collection. */
export interface BadRow {
	readonly name: CollectionName;
	readonly id: string;
	readonly why: string;
	readonly row: Stored;
}

/** What becomes of rows that are no documents. */
export interface SetAside {
	/** Keeps what there is to say about it, before the row is replaced. */
	readonly report: (bad: BadRow) => Promise<void>;
	/** The document that takes its place. */
	readonly replacementOf: (bad: BadRow) => Promise<Stored>;
	/** Something went wrong; the row is met again by the next read. */
	readonly failed: (error: unknown) => void;
}

/**
 * Wraps an RxStorage so that a stored row that does not fit its schema blocks no other: no read shows it, it is
 * reported with all that it holds, and another document takes its place.
 */
export function setAsideStorage<Internals, Options>(
	storage: RxStorage<Internals, Options>,
	setAside: SetAside,
): RxStorage<Internals, Options> {
	return eachCollection(storage, ({ instance, name }) =>
		checkReads(instance, name, setAside),
	);
}

function checkReads(
	instance: Instance,
	name: CollectionName,
	setAside: SetAside,
): void {
	/** Storages that hand out the same object again are spared a second look. */
	const known = new WeakSet<Stored>();
	const underWay = new Set<string>();
	const { findDocumentsById, query } = instance;
	const replace = async (bad: BadRow) => {
		if (underWay.has(bad.id)) return;
		underWay.add(bad.id);
		try {
			await setAside.report(bad);
			const document = await setAside.replacementOf(bad);
			await instance.bulkWrite(
				[{ previous: bad.row, document: { ...document, ...after(bad.row) } }],
				TRUSTED_CONTEXT,
			);
		} catch (error) {
			setAside.failed(error);
		} finally {
			underWay.delete(bad.id);
		}
	};
	const good = (row: Stored): boolean => {
		if (known.has(row)) return true;
		const why = whyBad(name, row);
		if (why === undefined) known.add(row);
		else void replace({ name, id: row.id, why, row });
		return why === undefined;
	};
	instance.findDocumentsById = async (...given) =>
		(await findDocumentsById.apply(instance, given)).filter(good);
	instance.query = async (...given) => {
		const { documents } = await query.apply(instance, given);
		return { documents: documents.filter(good) };
	};
}

function whyBad(name: CollectionName, row: Stored): string | undefined {
	const { success, error } = documentSchemas[name].safeParse(
		plainDocument(row),
	);
	if (success) return undefined;
	const [issue] = error.issues;
	return `"${issue?.path.join(".") || "the row"}" is not valid: ${issue?.message ?? "wrong value"}.`;
}

/** The next revision, whatever stands in the row. */
function after({ _rev }: Stored): Pick<Stored, "_rev" | "_meta"> {
	const height = /^\d+-/.test(String(_rev)) ? getHeightOfRevision(_rev) : 0;
	return { _rev: `${height + 1}-setaside`, _meta: { lwt: now() } };
}
