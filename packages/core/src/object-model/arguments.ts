import { EngineError } from "../errors.js";

/**
 * The fields of `names` that are given; undefined counts as left out. Rejects anything that is not an object, and
 * any key that is not in `names`.
 */
export function givenFields<Key extends string>(
	given: Readonly<Partial<Record<Key, string | undefined>>>,
	names: readonly Key[],
): Partial<Record<Key, string>> {
	checkKeys(given, names);
	const fields: Partial<Record<Key, string>> = {};
	for (const name of names) {
		const value = given[name];
		if (value !== undefined) fields[name] = value;
	}
	return fields;
}

/** As `givenFields`, and at least one of them. */
export function someFields<Key extends string>(
	given: Readonly<Partial<Record<Key, string | undefined>>>,
	names: readonly Key[],
): Partial<Record<Key, string>> {
	const fields = givenFields(given, names);
	if (Object.keys(fields).length === 0)
		throw new EngineError(
			"INVALID_FIELD",
			`Nothing to change: give ${names.join(" or ")}.`,
		);
	return fields;
}

function checkKeys(given: unknown, names: readonly string[]): void {
	if (typeof given !== "object" || given === null || Array.isArray(given))
		throw new EngineError(
			"INVALID_FIELD",
			`Give an object with ${names.join(", ")}.`,
		);
	const unknown = Reflect.ownKeys(given).find(
		(key) => typeof key !== "string" || !names.includes(key),
	);
	if (unknown !== undefined)
		throw new EngineError(
			"UNKNOWN_FIELD",
			`"${String(unknown)}" is not known here. Leave it out; known are ${names.join(", ")}.`,
		);
}

/** A text, or a typed error that names it. */
export function checkText(name: string, value: unknown): string {
	if (typeof value === "string") return value;
	throw new EngineError(
		"INVALID_FIELD",
		`"${name}" must be a text, not ${described(value)}.`,
	);
}

function described(value: unknown): string {
	if (value === null) return "null";
	return Array.isArray(value) ? "an array" : typeof value;
}
