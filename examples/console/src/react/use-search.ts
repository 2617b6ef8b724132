import { useDeferredValue, useMemo, useState } from "react";
import { filtered, searchable } from "../words/filter.js";

export interface Search<Item> {
	readonly text: string;
	readonly found: readonly Item[];
	setText(text: string): void;
}

/** Narrows a list while somebody types; typing does not wait for it. `textsOf` must stay the same function. */
export function useSearch<Item>(
	items: readonly Item[] | undefined,
	textsOf: (item: Item) => readonly string[],
): Search<Item> {
	const [text, setText] = useState("");
	const wanted = useDeferredValue(text);
	const all = useMemo(() => searchable(items ?? [], textsOf), [items, textsOf]);
	const found = useMemo(() => filtered(all, wanted), [all, wanted]);
	return { text, found, setText };
}
