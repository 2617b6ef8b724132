import { createRevision } from "rxdb/plugins/utils";
import type { Stored } from "../model/documents.js";
import type { GatePlace, Row } from "./gate-place.js";

/** A row that was handed over as an insert, as the write over a tombstone that it is. */
export interface RowOverTombstone {
	readonly row: Row;
	readonly asked: Row;
}

/**
 * RxDB hands an insert over without the tombstone that it meets. What is refused of something new may be right over a
 * tombstone that the Engine still has; and taken for something new it would be in the journal as that, in the place of a
 * delete that waits, until the store has refused it. Answers the rows among `rows` for which there is a tombstone.
 */
export async function overTombstones(
	rows: readonly Row[],
	place: GatePlace,
): Promise<RowOverTombstone[]> {
	const inserts = rows.filter((row) => !row.previous && row.document.id);
	const own = place.surroundings.instances.get(place.name);
	if (inserts.length === 0 || own === undefined) return [];
	const ids = inserts.map(({ document }) => document.id);
	const found = await own.findDocumentsById(ids, true);
	const storedById = new Map(found.map((doc) => [doc.id, doc]));
	return inserts.flatMap((row) => {
		const stored = storedById.get(row.document.id);
		return stored?._deleted ? [overTombstone(row, stored, place)] : [];
	});
}

function overTombstone(
	row: Row,
	tombstone: Stored,
	place: GatePlace,
): RowOverTombstone {
	const _rev = createRevision(place.token, tombstone);
	const asked = {
		previous: tombstone,
		document: { ...row.document, _rev },
	};
	row.previous = tombstone;
	return { row, asked };
}
