import type { RestResponse } from "./rest.js";

/** The answer with so many rows missing from the middle of each of its lists. Refusals stay as they are. */
export function dropRows(
	response: RestResponse,
	missing: number,
): RestResponse {
	if (response.status !== 200) return response;
	const message: unknown = JSON.parse(response.body);
	if (typeof message !== "object" || message === null) return response;
	return { ...response, body: JSON.stringify(withFewerRows(message, missing)) };
}

/** A message with so many rows missing from the middle of each of its lists. */
export function withFewerRows<M extends object>(
	message: M,
	missing: number,
): M {
	const shorter = Object.entries(message).map(([name, value]) => [
		name,
		Array.isArray(value) ? withoutRows(value, missing) : value,
	]);
	// The same members, with shorter lists.
	return Object.fromEntries(shorter) as M;
}

function withoutRows(rows: readonly unknown[], missing: number): unknown[] {
	const from = Math.floor(Math.max(0, rows.length - missing) / 2);
	return rows.filter((_, index) => index < from || index >= from + missing);
}
