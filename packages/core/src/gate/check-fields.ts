import type * as z from "zod";
import {
	type CollectionName,
	documentSchemas,
	type Stored,
	writableFields,
} from "../model/documents.js";
import { type GateRefusal, refuse } from "./refusal.js";

const NAME_LENGTH = 255;

/** Fields that no write of the app may change once the document is there. */
const finalFields: Record<CollectionName, readonly string[]> = {
	orgs: ["logoUrl", "subscriptionId", "reach"],
	projects: ["orgId"],
	users: ["email", "photoUrl", "status"],
	members: ["orgId", "userId", "role", "external", "invite"],
};

const finalHint: Readonly<Record<string, string>> = {
	role: "the Engine cannot change a role: remove the member and add them again with the other role",
	email: "the Engine cannot change an e-mail address",
	orgId: "the Engine cannot move it to another org: create it there",
};

/** What storage adds to a document; everything else has to fit the schema. */
const RXDB_FIELDS = new Set(["_deleted", "_rev", "_meta", "_attachments"]);

/** The document without what RxDB keeps beside it. */
export function plainDocument(doc: object): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(doc).filter(([key]) => !RXDB_FIELDS.has(key)),
	);
}

/** Wrong types, unknown and missing fields, by the collection's schema. */
export function checkShape(
	name: CollectionName,
	doc: Stored,
): GateRefusal | undefined {
	const result = documentSchemas[name].safeParse(plainDocument(doc));
	if (result.success) return undefined;
	const issue = result.error.issues[0];
	const field = issue?.path.join(".") || (issueKeys(issue)[0] ?? "document");
	const unknown = issue?.code === "unrecognized_keys";
	return refuse(
		unknown ? "UNKNOWN_FIELD" : "INVALID_FIELD",
		unknown
			? `"${field}" is no field of ${name}. Leave it out.`
			: `The field "${field}" of ${name} is not valid: ${issue?.message ?? "wrong value"}.`,
	);
}

function issueKeys(issue: z.core.$ZodIssue | undefined): readonly string[] {
	return issue?.code === "unrecognized_keys" ? issue.keys : [];
}

/** What a person may write is narrower than what the Engine may show: names are neither empty nor endless. */
export function checkEdit(
	name: CollectionName,
	previous: Stored | undefined,
	next: Stored,
): GateRefusal | undefined {
	const changed = (field: string) =>
		!sameValue(valueAt(previous, field), valueAt(next, field));
	const frozen = previous && finalFields[name].find(changed);
	if (frozen !== undefined)
		return refuse(
			"FINAL_FIELD",
			`The field "${frozen}" of ${name} cannot be changed: ${finalHint[frozen] ?? "it belongs to the Engine"}.`,
		);
	const named = writableFields[name].find((field) => /name$/i.test(field));
	return named !== undefined && changed(named)
		? checkName(named, valueAt(next, named))
		: undefined;
}

/** A name that the Engine would take: 1 to 255 characters, not only spaces. */
export function checkName(
	field: string,
	value: unknown,
): GateRefusal | undefined {
	if (typeof value !== "string")
		return refuse("INVALID_FIELD", `"${field}" must be a string.`);
	if (value.trim() === "")
		return refuse(
			"INVALID_FIELD",
			`"${field}" is empty: give at least one character.`,
		);
	if (value.length > NAME_LENGTH)
		return refuse(
			"INVALID_FIELD",
			`"${field}" has ${value.length} characters: give at most ${NAME_LENGTH}.`,
		);
	return undefined;
}

/** One @ with something on both sides and no spaces: the Engine decides the rest. */
export function checkEmail(value: unknown): GateRefusal | undefined {
	const fits =
		typeof value === "string" &&
		value.length <= 254 &&
		/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)*$/.test(value.trim());
	return fits
		? undefined
		: refuse(
				"INVALID_FIELD",
				`"email" must be an address such as ada@example.com, not ${JSON.stringify(value)?.slice(0, 60)}.`,
			);
}

function valueAt(doc: Stored | undefined, field: string): unknown {
	return doc === undefined ? undefined : Reflect.get(doc, field);
}

function sameValue(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
