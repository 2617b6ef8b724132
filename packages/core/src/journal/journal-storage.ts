import type { RxStorage } from "rxdb";
import { eachCollection } from "../gate/each-collection.js";
import type { Instance, Row, RowError } from "../gate/gate-place.js";
import type { CollectionName } from "../model/documents.js";
import type { JournalKeeper } from "./keeper.js";
import { isUnsynced } from "./record.js";

/**
 * Wraps an RxStorage so that what the Engine does not have yet is in the journal before it is in the store, and leaves
 * it after it is settled there. It lies under the gate, so that claims of the replicator pass it too.
 */
export function journalStorage<Internals, Options>(
	storage: RxStorage<Internals, Options>,
	keeper: JournalKeeper,
): RxStorage<Internals, Options> {
	return eachCollection(storage, ({ instance, name }) =>
		journalInstance(instance, name, keeper),
	);
}

function journalInstance(
	instance: Instance,
	name: CollectionName,
	keeper: JournalKeeper,
): void {
	const bulkWrite = instance.bulkWrite.bind(instance);
	instance.bulkWrite = async (rows, context) => {
		const concerned = rows.filter(isConcerned);
		if (concerned.length === 0) return bulkWrite(rows, context);
		await keeper.before(name, concerned);
		try {
			const result = await bulkWrite(rows, context);
			await follow(concerned, result.error, { name, keeper });
			return result;
		} catch (error) {
			await Promise.all(
				concerned.map((row) => keeper.failed(name, row, row.previous)),
			);
			throw error;
		}
	};
}

const isConcerned = ({ previous, document }: Row) =>
	isUnsynced(document) || (previous !== undefined && isUnsynced(previous));

async function follow(
	rows: readonly Row[],
	errors: readonly RowError[],
	{
		name,
		keeper,
	}: { readonly name: CollectionName; readonly keeper: JournalKeeper },
): Promise<void> {
	const errorById = new Map(errors.map((error) => [error.documentId, error]));
	const followed = rows.map((row) => {
		const error = errorById.get(row.document.id);
		if (error === undefined) return keeper.stored(name, row);
		const current = error.status === 409 ? error.documentInDb : row.previous;
		return keeper.failed(name, row, current);
	});
	await Promise.all(followed);
}
