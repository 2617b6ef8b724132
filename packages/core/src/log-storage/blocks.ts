import { getProperty } from "rxdb/plugins/utils";
import {
	type CollectionSnapshot,
	fieldOf,
	type StoredDocument,
} from "./log.js";

/** Documents that lie together, by group; where there are no groups all are in ''. */
export type Groups = Map<string, StoredDocument[]>;

/** A block's text, and the first and the last group in it. */
type Block = readonly [string, string, string];

/** Chromium takes values of 64 KiB and more out of its database, into files that are slow to read. */
const BYTES_PER_BLOCK = 48 * 1024;
/** So many documents are looked at in one go, some milliseconds' worth. */
const DOCUMENTS_AT_ONCE = 4096;

/** The documents that lie apart, and the others. With a pause it lets others work in between. */
export async function divide(
	{ groupField, setApart, documents }: CollectionSnapshot,
	pause: (() => Promise<void>) | undefined,
): Promise<{ readonly apart: Groups; readonly rest: Groups }> {
	const divided = { apart: new Map(), rest: new Map() };
	for (const [n, document] of documents.entries()) {
		if (n % DOCUMENTS_AT_ONCE === DOCUMENTS_AT_ONCE - 1) await pause?.();
		const isApart = setApart.some(
			({ field, value }) => getProperty(document, field) === value,
		);
		const groups: Groups = isApart ? divided.apart : divided.rest;
		const group = groupField ? fieldOf(document, groupField) : "";
		const known = groups.get(group);
		if (known === undefined) groups.set(group, [document]);
		else known.push(document);
	}
	return divided;
}

/** Group after group, as many documents in each block as fit. */
export function* toBlocks(groups: Groups): Generator<Block> {
	let [first, last, texts, length] = ["", "", [] as string[], 0];
	const take = (): Block => {
		const block = [`[${texts.join(",")}]`, first, last] as const;
		[texts, length] = [[], 0];
		return block;
	};
	for (const group of [...groups.keys()].sort())
		for (const document of groups.get(group) ?? []) {
			const text = JSON.stringify(document);
			if (length > 0 && length + text.length > BYTES_PER_BLOCK) yield take();
			if (length === 0) first = group;
			last = group;
			texts.push(text);
			length += text.length + 1;
		}
	if (length > 0) yield take();
}
