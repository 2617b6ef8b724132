import * as z from "zod";
import { isId } from "./ids.js";
import { isRecord, type JsonRecord, member } from "./json.js";

/**
 * A schema for one message: members by camelCase or snake_case name, copied one by one into a fresh object.
 * Unknown members never get through, `__proto__` and its kin among them.
 */
export function message<Shape extends z.ZodRawShape>(shape: Shape) {
	const names = Object.keys(shape);
	return z.preprocess(
		(value) => (isRecord(value) ? knownMembers(value, names) : value),
		z.object(shape),
	);
}

function knownMembers(
	record: JsonRecord,
	names: readonly string[],
): Record<string, unknown> {
	return Object.fromEntries(names.map((name) => [name, member(record, name)]));
}

/** A string; absent and empty are the same (proto3). */
export const text = z
	.string()
	.optional()
	.transform((value) => value ?? "");

/** The id of the row itself. */
export const id = z.string().refine(isId);

/** A reference, which may be absent. */
export const reference = text.refine((value) => value === "" || isId(value));

/** A uint64: a decimal string in JSON, a number from careless writers. Opaque. */
export const mark = z
	.union([
		z.string().regex(/^\d{1,20}$/),
		z.literal(""),
		z.int().nonnegative().transform(String),
	])
	.optional()
	.transform((value) => value ?? "");
