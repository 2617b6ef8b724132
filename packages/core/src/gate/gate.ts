import type { RxStorage } from "rxdb";
import { eachCollection } from "./each-collection.js";
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
 */
export function gateStorage<Internals, Options>(
	storage: RxStorage<Internals, Options>,
	surroundings: GateSurroundings,
): RxStorage<Internals, Options> {
	return eachCollection(storage, ({ instance, name, token }) =>
		gateInstance(instance, { name, token, surroundings }),
	);
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
