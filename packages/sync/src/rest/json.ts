/** A JSON value as it came: nothing about it is known. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses, or answers undefined; JSON itself has no undefined. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** A member by its camelCase name, else by its snake_case name; own members only, null as if absent. */
export function member(record: JsonRecord, name: string): unknown {
	return own(record, name) ?? own(record, snakeCase(name)) ?? undefined;
}

function own(record: JsonRecord, name: string): unknown {
	return Object.hasOwn(record, name) ? record[name] : undefined;
}

const snakeCaseByName = new Map<string, string>();

/** Called with the field names of the contract alone, so the map stays small. */
function snakeCase(name: string): string {
	const known = snakeCaseByName.get(name);
	if (known !== undefined) return known;
	const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
	snakeCaseByName.set(name, snake);
	return snake;
}

export interface JsonBounds {
	readonly depth: number;
	/** Of UTF-16 units in names and strings, with a few for each value: close to the bytes of the JSON. */
	readonly size: number;
}

/** Whether a parsed value stays within bounds; stops looking as soon as it does not. */
export function isWithin(value: unknown, bounds: JsonBounds): boolean {
	return remainder(value, bounds.depth, bounds.size) >= 0;
}

/** What is left of `size` after `value`; negative when it does not fit or is nested too deeply. */
function remainder(value: unknown, depth: number, size: number): number {
	if (typeof value === "string") return size - value.length - 2;
	if (typeof value !== "object" || value === null) return size - 4;
	if (depth === 0) return -1;
	let left = size - 2;
	for (const [name, inner] of Object.entries(value)) {
		left = remainder(inner, depth - 1, left - name.length - 2);
		if (left < 0) return -1;
	}
	return left;
}
