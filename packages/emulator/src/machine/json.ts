import type { Refusal } from "./context.js";
import type { Quirks } from "./quirks.js";
import type { Random } from "./random.js";
import { invalid } from "./refusals.js";
import { type RequestOf, type RpcName, requestFields } from "./rpcs.js";

type Json =
	| string
	| number
	| boolean
	| null
	| readonly Json[]
	| { readonly [name: string]: Json };

/** These are camelCase in the interface itself, whatever the others are. */
const alwaysCamel = new Set(["orgUsers", "externalUsers", "projectUsers"]);

/** These hold members that are data, not names of the interface. */
const maps = new Set(["stats", "metadata"]);

export function snakeName(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** How a message looks on the wire under the quirks. `random` decides the order of lists when they are shuffled. */
export function writeMessage(
	message: unknown,
	quirks: Quirks,
	random: Random,
): Json {
	const write = (value: Json): Json => {
		if (isList(value)) {
			const rows = value.map(write);
			return quirks.listOrder === "shuffled" ? random.shuffle(rows) : rows;
		}
		return isRecord(value) ? writeRecord(value, quirks, write) : value;
	};
	// Messages are made of strings, lists and plain objects only.
	const json = message as Json;
	return isPlain(quirks) ? json : write(json);
}

/** Whether a message is written just as it is, which is the usual way and spares a walk over long lists. */
function isPlain(quirks: Quirks): boolean {
	return (
		quirks.memberNames === "camel" &&
		quirks.emptyFields === "present" &&
		quirks.listOrder === "stable" &&
		quirks.unknownMembers === "none"
	);
}

function writeRecord(
	record: { readonly [name: string]: Json },
	quirks: Quirks,
	write: (value: Json) => Json,
): Json {
	const entries = Object.entries(record)
		.filter(([, value]) => quirks.emptyFields === "present" || !isEmpty(value))
		.map(([name, value]): [string, Json] => [
			wireName(name, quirks),
			maps.has(name) ? value : write(value),
		]);
	if (quirks.unknownMembers === "present" && entries.length > 0)
		entries.push(["xUnheardOf", { note: "no published interface knows this" }]);
	return Object.fromEntries(entries);
}

function wireName(name: string, quirks: Quirks): string {
	if (quirks.memberNames === "camel" || alwaysCamel.has(name)) return name;
	return snakeName(name);
}

function isEmpty(value: Json): boolean {
	if (value === "") return true;
	if (isList(value)) return value.length === 0;
	return isRecord(value) && Object.keys(value).length === 0;
}

function isList(value: Json): value is readonly Json[] {
	return Array.isArray(value);
}

function isRecord(value: unknown): value is { readonly [name: string]: Json } {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The request message of an rpc from the members that came over the wire. Both spellings are read, an absent
 * member or null is empty, unknown members are passed over, and a member that is no string is refused.
 */
export function readRequest<N extends RpcName>(
	rpc: N,
	members: Readonly<Record<string, unknown>>,
): RequestOf<N> | Refusal {
	const request: Record<string, string> = {};
	for (const field of requestFields[rpc]) {
		const value = memberOf(members, field) ?? "";
		if (typeof value !== "string")
			return invalid("INVALID_MEMBER", `${field} must be a string.`, field);
		request[field] = value;
	}
	// Exactly the fields of this rpc were set.
	return request as RequestOf<N>;
}

function memberOf(
	members: Readonly<Record<string, unknown>>,
	field: string,
): unknown {
	if (Object.hasOwn(members, field)) return members[field];
	const snake = snakeName(field);
	return Object.hasOwn(members, snake) ? members[snake] : undefined;
}

/** The members of a JSON body; a body that is absent has none. */
export function parseBody(
	text: string,
): Readonly<Record<string, unknown>> | Refusal {
	if (text.trim() === "") return {};
	const value = parseOrUndefined(text);
	if (isRecord(value)) return value;
	return invalid("MALFORMED_JSON", "The body must be a JSON object.", "body");
}

function parseOrUndefined(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
