import { counted } from "./time-words.js";

/** What has the wanted words in one of its texts; upper and lower case count alike. */
export function filtered<Item>(
	items: readonly Item[],
	wanted: string,
	textsOf: (item: Item) => readonly string[],
): readonly Item[] {
	const words = wanted.trim().toLowerCase();
	if (words === "") return items;
	return items.filter((item) =>
		textsOf(item).some((text) => text.toLowerCase().includes(words)),
	);
}

/** "12 orgs", "3 of 12 orgs"; `all` is undefined until the store has answered. */
export function shownOfAll(
	shown: number,
	all: number | undefined,
	noun: string,
): string {
	if (all === undefined) return "Reading what is kept here…";
	if (all === 0) return `No ${noun}s yet.`;
	if (shown === all) return counted(all, noun);
	return `${shown.toLocaleString("en")} of ${counted(all, noun)}`;
}
