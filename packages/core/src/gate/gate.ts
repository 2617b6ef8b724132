import type { RxStorage, RxStorageInstanceCreationParams } from "rxdb";
import { collectionNames } from "../model/documents.js";
import {
	type GatePlace,
	type GateSurroundings,
	type Instance,
	type Row,
	type RowError,
	TRUSTED_CONTEXT,
} from "./gate-place.js";
import { gatedWrite } from "./gated-write.js";

/**
 * Wraps an RxStorage so that every write of the app to the four collections passes the gate, whichever RxDB method
 * it came from: validated, its envelope filled in the same write, and judged again where only the envelope moved.
 * Everything else (RxDB's internal store, local documents) is left as it is.
 */
export function gateStorage<Internals, Options>(
	storage: RxStorage<Internals, Options>,
	surroundings: GateSurroundings,
): RxStorage<Internals, Options> {
	return {
		...storage,
		async createStorageInstance<Doc>(
			params: RxStorageInstanceCreationParams<Doc, Options>,
		) {
			const instance = await storage.createStorageInstance(params);
			const name = collectionNames.find(
				(known) => known === params.collectionName,
			);
			if (name === undefined) return instance;
			// Proof of the cast: these four names are opened by openStore() alone, with our own schemas.
			const ours = instance as unknown as Instance;
			gateInstance(ours, {
				name,
				token: params.databaseInstanceToken,
				surroundings,
			});
			return instance;
		},
	};
}

function gateInstance(instance: Instance, place: GatePlace): void {
	const bulkWrite = instance.bulkWrite.bind(instance);
	instance.bulkWrite = (rows, context) =>
		context === TRUSTED_CONTEXT
			? trustedWrite(rows, (given) => bulkWrite(given, context))
			: place.surroundings.barrier.pass(() =>
					gatedWrite(rows, place, (judged) => bulkWrite(judged, context)),
				);
}

/**
 * RxDB turns an insert that meets a tombstone into a write over it. For a compare-and-set that is a conflict: what is
 * deleted here must not come back because somebody did not know of it. With a `previous` RxDB leaves it one.
 */
async function trustedWrite(
	rows: Row[],
	write: (rows: Row[]) => Promise<{ error: RowError[] }>,
): Promise<{ error: RowError[] }> {
	const { error } = await write(rows);
	return { error: error.map(asConflict) };
}

function asConflict(error: RowError): RowError {
	if (error.status !== 409 || error.writeRow.previous !== undefined)
		return error;
	const writeRow = { ...error.writeRow, previous: error.documentInDb };
	return { ...error, writeRow };
}
