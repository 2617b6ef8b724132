import { counted, pluralOf } from "./time-words.js";

/** An item with its texts, in lower case: read once for each list and not at each letter. */
export interface Searchable<Item> {
	readonly item: Item;
	readonly text: string;
}

export function searchable<Item>(
	items: readonly Item[],
	textsOf: (item: Item) => readonly string[],
): readonly Searchable<Item>[] {
	return items.map((item) => ({
		item,
		text: textsOf(item).join("\n").toLowerCase(),
	}));
}

/** What has the wanted words in one of its texts; upper and lower case count alike. */
export function filtered<Item>(
	items: readonly Searchable<Item>[],
	wanted: string,
): readonly Item[] {
	const words = wanted.trim().toLowerCase();
	return items
		.filter(({ text }) => text.includes(words))
		.map(({ item }) => item);
}

/** "12 orgs", "3 of 12 orgs"; `all` is undefined until the store has answered. */
export function shownOfAll(
	shown: number,
	all: number | undefined,
	noun: string,
): string {
	if (all === undefined) return "Reading what is kept here…";
	if (all === 0) return `No ${pluralOf(noun)} yet.`;
	if (shown === all) return counted(all, noun);
	return `${shown.toLocaleString("en")} of ${counted(all, noun)}`;
}
