import type { CollectionName } from "../model/documents.js";
import type { Envelope } from "../model/envelope.js";
import type { WrittenChange } from "./change-ref.js";
import { type ModelContext, storing } from "./model-context.js";
import { writtenChange } from "./written-change.js";

interface Written {
	readonly primary: string;
	readonly envelope: Envelope;
}

/** Runs one write of one document through the gate. */
export async function writeDocument(
	context: ModelContext,
	collection: CollectionName,
	write: () => Promise<Written>,
): Promise<WrittenChange> {
	const doc = await storing(context, write);
	return changeOfWrite(context, collection, doc);
}

/** The change that a write of the app has just made. */
export function changeOfWrite(
	context: ModelContext,
	collection: CollectionName,
	{ primary, envelope }: Written,
): WrittenChange {
	const edit = envelope.made;
	return writtenChange(context, { collection, id: primary, edit });
}
