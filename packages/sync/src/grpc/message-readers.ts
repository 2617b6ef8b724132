import {
	type DescField,
	type DescMessage,
	fromBinary,
} from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { Listed } from "../engine.js";
import { type ListPart, type Reader, readList } from "../rest/readers.js";
import type { MessageReader } from "./read-answer.js";

/** Rows of more bytes are not read, over REST and gRPC alike. */
const largestRow = 262_144;

/** Unknown fields are left out; a project's `config` is, by the reader of rows. */
const decoding = { readUnknownFields: false };

/** One message, judged by the reader that REST has for it. */
export function readMessage<Value>(
	schema: DescMessage,
	read: Reader<Value>,
): MessageReader<Value> {
	return (bytes) => {
		const message = decoded(schema, bytes);
		return message && read(message);
	};
}

/** An answer that holds nothing: whatever it holds is fine, the status said it. */
export const readNothing: MessageReader<null> = () => null;

/**
 * A whole list, row by row: the rows are cut out first and decoded one at a time, so that a bad one hides no other. One
 * that cannot be decoded is passed on as its id alone, and counted as REST counts it.
 */
export function readRows<Row>(
	schema: DescMessage,
	parts: readonly ListPart<Row>[],
): MessageReader<Listed<Row>> {
	const read = readList(parts.map(withBareIds));
	return (bytes) => {
		const lists = cutOut(schema, bytes);
		return lists && read(lists);
	};
}

function withBareIds<Row>(part: ListPart<Row>): ListPart<Row> {
	return {
		...part,
		rowId: (row) => (typeof row === "string" ? row : part.rowId(row)),
	};
}

function cutOut(
	{ fields }: DescMessage,
	bytes: Uint8Array,
): Readonly<Record<string, readonly unknown[]>> | undefined {
	const lists = new Map<number, { name: string; rows: unknown[] }>();
	for (const { number, localName: name } of fields)
		lists.set(number, { name, rows: [] });
	try {
		const reader = new BinaryReader(bytes);
		while (reader.pos < reader.len) {
			const [number, type] = reader.tag();
			const list = lists.get(number);
			const field = fields.find((one) => one.number === number);
			if (list === undefined || type !== WireType.LengthDelimited)
				reader.skip(type, number);
			else list.rows.push(rowIn(field, reader.bytes()));
		}
	} catch {
		return undefined;
	}
	return Object.fromEntries(
		[...lists.values()].map(({ name, rows }) => [name, rows]),
	);
}

/** A row, or its id alone. */
function rowIn(field: DescField | undefined, bytes: Uint8Array): unknown {
	if (field?.message === undefined) return undefined;
	const row =
		bytes.length > largestRow ? undefined : decoded(field.message, bytes);
	return row ?? idIn(bytes, field.message) ?? "";
}

/** Field 1 of a row is its id, or the user whose id it is. */
function idIn(bytes: Uint8Array, schema: DescMessage): string | undefined {
	const first = schema.fields.find(({ number }) => number === 1);
	try {
		const reader = new BinaryReader(bytes);
		const [number, type] = reader.tag();
		if (number !== 1 || type !== WireType.LengthDelimited) return undefined;
		return first?.message === undefined
			? reader.string()
			: idIn(reader.bytes(), first.message);
	} catch {
		return undefined;
	}
}

function decoded(schema: DescMessage, bytes: Uint8Array) {
	try {
		return fromBinary(schema, bytes, decoding);
	} catch {
		return undefined;
	}
}
