import type { RxDocument } from "rxdb";
import { EngineError } from "../errors.js";
import type { CollectionName, DocumentByName } from "../model/documents.js";
import { checkText } from "./arguments.js";
import { collectionOf, type ModelContext, storing } from "./model-context.js";

/** The living document with this local id or, when there is none, this id on the Engine. Rejects with NOT_FOUND. */
export async function findDocument<Name extends CollectionName>(
	context: ModelContext,
	name: Name,
	id: string,
): Promise<RxDocument<DocumentByName[Name]>> {
	checkText("id", id);
	const found = await storing(
		context,
		async () =>
			(await collectionOf(context, name).findOne(id).exec()) ??
			(await findByRemoteId(context, name, id)),
	);
	if (found !== null) return found;
	throw new EngineError(
		"NOT_FOUND",
		`There is no document "${id}" in ${name}. Check the id; a deleted document has no handle.`,
	);
}

/** What came from the Engine has its id here too, so only what was made here is ever looked up this way. */
async function findByRemoteId<Name extends CollectionName>(
	context: ModelContext,
	name: Name,
	remoteId: string,
): Promise<RxDocument<DocumentByName[Name]> | null> {
	if (remoteId === "") return null;
	const all = await context.kernel.replica.readAll(name);
	const local = all.find(
		(doc) => !doc._deleted && doc.envelope.remoteId === remoteId,
	);
	return local === undefined
		? null
		: collectionOf(context, name).findOne(local.id).exec();
}
