import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const model = fileURLToPath(new URL("./model.ts", import.meta.url));

/** Builds the page as a later version of the app would be, whose model is that of `model.ts`. */
export const newerModel: Plugin = {
	name: "newer-model",
	enforce: "pre",
	resolveId: (source, importer) =>
		source.endsWith("model/migration.js") && importer !== model ? model : null,
};
