import type { FieldValue } from "./log.js";

/** The values that whatever a selector finds has in its fields, as far as it names one alone. */
export function valuesIn(selector: unknown): FieldValue[] {
	return Object.entries(Object(selector)).flatMap(([field, asked]) => {
		const value: unknown = Object(asked).$eq;
		return value === undefined ? [] : [{ field, value }];
	});
}
