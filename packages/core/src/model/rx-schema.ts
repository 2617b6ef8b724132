import type { RxJsonSchema } from "rxdb";
import * as z from "zod";
import {
	type CollectionName,
	type DocumentByName,
	documentSchemas,
} from "./documents.js";

/** Raised together with a migration when the shape of the documents changes. */
export const schemaVersion = 0;

const ID_LENGTH = 64;

/** Every index costs each write; these are the questions that are asked of storage. */
const indexes: Record<CollectionName, readonly string[]> = {
	orgs: ["envelope.open"],
	projects: ["orgId", "envelope.open"],
	users: ["envelope.open"],
	members: ["orgId", "envelope.open"],
};

/**
 * Only what is indexed is declared of the envelope: a declared property more at the same version would make RxDB
 * refuse the stored collection. zod checks the rest.
 */
const envelopeJson = {
	type: "object",
	properties: {
		open: { type: "number", minimum: 0, maximum: 1, multipleOf: 1 },
	},
	required: ["open"],
};

/** The RxDB schema of a collection, made from its zod schema. */
export function rxSchemaOf<Name extends CollectionName>(
	name: Name,
): RxJsonSchema<DocumentByName[Name]> {
	const json = z.toJSONSchema(documentSchemas[name], { io: "input" });
	const properties = { ...json.properties };
	const id = { type: "string", maxLength: ID_LENGTH };
	const schema = {
		title: name,
		version: schemaVersion,
		primaryKey: "id",
		type: "object",
		additionalProperties: false,
		properties: {
			...properties,
			id,
			...("orgId" in properties ? { orgId: id } : {}),
			envelope: envelopeJson,
		},
		required: json.required ?? [],
		indexes: indexes[name],
	};
	// Proof of the cast: the tests open every collection with it, in RxDB's dev-mode too.
	return schema as unknown as RxJsonSchema<DocumentByName[Name]>;
}
