import {
	currentModel,
	type MigrationStep,
	type Model,
} from "@engine-offline/core/replicate";

/** The app as it is after so many updates: the same documents, each time in a newer schema. */
export function modelAfter(updates: number): Model {
	const { version, steps, schemaOf } = currentModel;
	return {
		version: version + updates,
		schemaOf: (name, of) => ({
			...schemaOf(name, Math.min(of, version)),
			version: of,
		}),
		steps: [...steps, ...Array.from({ length: updates }, () => copied)],
	};
}

const copied: MigrationStep = (_, document) => structuredClone(document);
