import type { RxDocument } from "rxdb";
import { type ModelContext, storing } from "./model-context.js";

/** A collection, as far as a new document needs it; the store fills in the id. */
interface Inserting<Fields, Document> {
	readonly insert: (fields: Fields) => Promise<RxDocument<Document>>;
	findOne(id: string): { exec(): Promise<RxDocument<Document> | null> };
}

/**
 * Inserts a document under an id that nobody else has. Where there is one with that id already, it is this very one:
 * another tab found it in the journal while this page was put away in the midst of writing it.
 */
export function insertNew<Fields, Document>(
	context: ModelContext,
	collection: Inserting<Fields, Document>,
	fields: Fields,
): Promise<RxDocument<Document>> {
	return storing(context, async () => {
		try {
			return await collection.insert(fields);
		} catch (error) {
			const stored = await collection.findOne(conflictingId(error)).exec();
			if (stored === null) throw error;
			return stored;
		}
	});
}

/** '' for what is no conflict. */
function conflictingId(error: unknown): string {
	const found = ["parameters", "writeError"].reduce(property, error);
	return property(found, "status") === 409
		? String(property(found, "documentId") ?? "")
		: "";
}

function property(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null
		? Reflect.get(value, key)
		: undefined;
}
