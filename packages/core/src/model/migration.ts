import type { CollectionName, Stored } from "./documents.js";
import { rxSchemaOf, schemaVersion } from "./rx-schema.js";

/**
 * Makes a document of the next version, envelope, `base` and `sent` included: what waits has to be sent as it is then.
 * Pure, and it never throws. Tombstones come too.
 */
export type MigrationStep = (name: CollectionName, document: Stored) => Stored;

/** The shape of the documents in one version of the app, and how older ones come to it. */
export interface Model {
	readonly version: number;
	/** The RxDB schema of a collection as it was in that version. */
	schemaOf(name: CollectionName, version: number): object;
	/** Step `n` makes version `n + 1` of version `n`. */
	readonly steps: readonly MigrationStep[];
}

/** The model of this version of the app. A later one keeps the older schemas here, and adds a step. */
export const currentModel: Model = {
	version: schemaVersion,
	schemaOf: (name) => rxSchemaOf(name),
	steps: [],
};

export function migrated(
	{ version, steps }: Model,
	name: CollectionName,
	{ document, from }: { readonly document: Stored; readonly from: number },
): Stored {
	return steps
		.slice(from, version)
		.reduce((current, step) => step(name, current), document);
}
