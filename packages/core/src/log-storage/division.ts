import type { CollectionSnapshot } from "./log.js";
import { fieldOf } from "./operation.js";

/** How the documents of a collection are divided into blocks: groups over buckets, and each bucket over blocks. */
export interface Division {
	readonly key: string;
	readonly buckets: number;
	readonly spread: number;
}

const DOCUMENTS_PER_BLOCK = 500;
/** A division is kept until the collection has grown or shrunk by this factor. */
const TOLERANCE = 4;

/** The division that suits a collection as it is now. */
export function divide(collection: CollectionSnapshot): Division {
	const { key, documentById } = collection;
	const largest = countLargestGroup(collection);
	const spread = Math.max(1, Math.ceil(largest / DOCUMENTS_PER_BLOCK));
	const blocks = Math.ceil(documentById.size / DOCUMENTS_PER_BLOCK);
	return { key, buckets: Math.max(1, Math.ceil(blocks / spread)), spread };
}

function countLargestGroup({ documentById, groupOf }: CollectionSnapshot) {
	const countByGroup = new Map<string, number>();
	let largest = 0;
	for (const document of documentById.values()) {
		const group = groupOf(document);
		const count = (countByGroup.get(group) ?? 0) + 1;
		countByGroup.set(group, count);
		largest = Math.max(largest, count);
	}
	return largest;
}

/** Whether a collection of this size has outgrown its division, either way. */
export function isOutgrown(division: Division, documents: number): boolean {
	const room = division.buckets * division.spread * DOCUMENTS_PER_BLOCK;
	const isSmall = division.buckets * division.spread === 1;
	return (
		documents > TOLERANCE * room ||
		(!isSmall && documents * TOLERANCE * 2 < room)
	);
}

/** The bucket in which a group lies. */
export const bucketOf = ({ buckets }: Division, group: string) =>
	buckets === 1 ? 0 : hash(group) % buckets;

/** The block in which a document of this group lies. */
export function blockOf(division: Division, group: string, id: string): number {
	const { spread } = division;
	const within = spread === 1 ? 0 : hash(id) % spread;
	return bucketOf(division, group) * spread + within;
}

/** The ids of the documents of these blocks. */
export function idsByBlock(
	{ documentById, groupOf }: CollectionSnapshot,
	division: Division,
	blocks: ReadonlySet<number>,
): Map<number, string[]> {
	const ids = new Map([...blocks].map((block) => [block, [] as string[]]));
	for (const document of documentById.values()) {
		const id = fieldOf(document, division.key);
		ids.get(blockOf(division, groupOf(document), id))?.push(id);
	}
	return ids;
}

/** The blocks that hold or held what changed. */
export function changedBlocks(
	{ changed }: CollectionSnapshot,
	division: Division,
): Set<number> {
	const blocks = new Set<number>();
	for (const [id, groups] of changed)
		for (const group of groups) blocks.add(blockOf(division, group, id));
	return blocks;
}

/** FNV-1a with its bits mixed at the end, so that its remainders are even. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index += 1)
		value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	return (value ^ (value >>> 13)) >>> 0;
}
