import type { Model } from "../../../../packages/core/src/model/migration.js";
import { rxSchemaOf } from "../../../../packages/core/src/model/rx-schema.js";

export { migrated } from "../../../../packages/core/src/model/migration.js";

let broughtOver = 0;

/** The model of a later version of the app: the same documents, in a newer schema. It tells how far it is. */
export const currentModel: Model = {
	version: 1,
	schemaOf: (name, version) => ({ ...rxSchemaOf(name), version }),
	steps: [
		(_, document) => {
			broughtOver += 1;
			Object.assign(globalThis, { broughtOver });
			return document;
		},
	],
};
