import type * as z from "zod";
import type { Listed, RoleRow } from "../engine.js";
import { isId } from "./ids.js";
import { isRecord, isWithin, member } from "./json.js";
import { role } from "./rows.js";

/** Turns the body of a good answer into a value; undefined when it cannot be read. */
export interface Reader<Value> {
	(body: unknown): Value | undefined;
	/** The same in steps of a few milliseconds each, where the body may be large. */
	readonly inSteps?: (body: unknown) => Steps<Value>;
}

type Steps<Value> = Generator<undefined, Value | undefined, undefined>;

/** Reads all at once, or, where a page wants to draw and answer in between, step by step. */
export async function readWithPauses<Value>(
	read: Reader<Value>,
	body: unknown,
	pause: (() => Promise<void>) | undefined,
): Promise<Value | undefined> {
	if (pause === undefined || read.inSteps === undefined) return read(body);
	const steps = read.inSteps(body);
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
		await pause();
	}
}

const rowsInAStep = 500;
const rowBounds = { depth: 32, size: 262_144 };
const mostRows = 200_000;

/** One list inside an answer: the member that holds it, the schema of a row, and where a row keeps its id. */
export interface ListPart<Row> {
	readonly name: string;
	readonly row: z.ZodType<Row>;
	readonly rowId: (row: unknown) => unknown;
}

export const ownId = (row: unknown): unknown =>
	isRecord(row) ? member(row, "id") : undefined;

export const userId = (row: unknown): unknown =>
	isRecord(row) ? ownId(member(row, "user")) : undefined;

export function readRow<Row>(schema: z.ZodType<Row>): Reader<Row> {
	return (body) =>
		isRecord(body) && isWithin(body, rowBounds)
			? schema.safeParse(body).data
			: undefined;
}

/** Whatever a delete answers is fine, as long as it is JSON: the status said it. */
export const readNothing: Reader<null> = () => null;

/** Roles that cannot be read are left out: the catalogue is an aid, nothing is concluded from an absence in it. */
export const readRoles: Reader<{ roles: readonly RoleRow[] }> = (body) => {
	const rows = isRecord(body) ? arrayIn(body, "roles") : undefined;
	if (rows === undefined || rows.length > mostRows) return undefined;
	return { roles: rows.flatMap((row) => readRow(role)(row) ?? []) };
};

/**
 * A whole list, row by row: a bad row is named (or counted, when it has no readable id) and hides no other. An
 * absent list is an empty one; a body that is no object, or a list that is no array, is no answer at all. Of two
 * rows with one id the first stands.
 */
export function readList<Row>(
	parts: readonly ListPart<Row>[],
): Reader<Listed<Row>> {
	const inSteps = (body: unknown) => listSteps(parts, body);
	return Object.assign((body: unknown) => atOnce(inSteps(body)), { inSteps });
}

function atOnce<Value>(steps: Steps<Value>): Value | undefined {
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}

function* listSteps<Row>(
	parts: readonly ListPart<Row>[],
	body: unknown,
): Steps<Listed<Row>> {
	if (!isRecord(body)) return undefined;
	const found = parts.map((part) => ({
		part,
		rows: arrayIn(body, part.name),
	}));
	const count = found.reduce((sum, { rows }) => sum + (rows?.length ?? 0), 0);
	if (count > mostRows) return undefined;
	const listed = new ListBuilder<Row>();
	for (const { part, rows } of found) {
		if (rows === undefined) return undefined;
		for (const [index, row] of rows.entries()) {
			if (index % rowsInAStep === rowsInAStep - 1) yield;
			listed.add(part, row);
		}
	}
	return listed.whole();
}

function arrayIn(
	body: Readonly<Record<string, unknown>>,
	name: string,
): readonly unknown[] | undefined {
	const value = member(body, name);
	if (value === undefined) return [];
	return Array.isArray(value) ? value : undefined;
}

class ListBuilder<Row> {
	readonly #rowById = new Map<string, Row>();
	readonly #invalid = new Set<string>();
	#unreadable = 0;

	add(part: ListPart<Row>, row: unknown): void {
		const rowId = part.rowId(row);
		const value = readRow(part.row)(row);
		if (!isId(rowId)) this.#unreadable += 1;
		else if (value === undefined) this.#invalid.add(rowId);
		else if (!this.#rowById.has(rowId)) this.#rowById.set(rowId, value);
	}

	whole(): Listed<Row> {
		const invalid = [...this.#invalid].filter((id) => !this.#rowById.has(id));
		return {
			rows: [...this.#rowById.values()],
			invalid,
			unreadable: this.#unreadable,
		};
	}
}
