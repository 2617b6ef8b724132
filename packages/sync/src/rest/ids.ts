/**
 * An id as the Engine makes them (UUIDs), read generously: one segment of a path, without anything that a URL, a
 * header or a `/`-joined pair of ids would read as its own.
 */
export function isId(value: unknown): value is string {
	return (
		typeof value === "string" &&
		/^[\w.:~+=-]{1,255}$/.test(value) &&
		value !== "." &&
		value !== ".."
	);
}
