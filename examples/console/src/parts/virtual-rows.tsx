import {
	defaultRangeExtractor,
	type Range,
	useVirtualizer,
} from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

interface VirtualRowsProps<Item> {
	readonly label: string;
	readonly items: readonly Item[];
	readonly children: (item: Item) => ReactNode;
}

const usualHeight = 68;

/** A list of any length: only the rows near the screen are drawn, and the one that has the focus. */
export function VirtualRows<Item extends { readonly id: string }>({
	label,
	items,
	children,
}: VirtualRowsProps<Item>) {
	const list = useRef<HTMLUListElement>(null);
	const margin = useDistanceFromTop(list);
	const [focused, setFocused] = useState<string>();
	const rows = useVirtualizer({
		count: items.length,
		getScrollElement: () => scrollerOf(list.current),
		getItemKey: (index) => items[index]?.id ?? index,
		estimateSize: () => usualHeight,
		rangeExtractor: (range) =>
			withIndex(
				range,
				items.findIndex(({ id }) => id === focused),
			),
		overscan: 6,
		scrollMargin: margin,
		useFlushSync: false,
	});
	return (
		<ul
			ref={list}
			aria-label={label}
			className="rows virtual"
			style={{ height: rows.getTotalSize() }}
		>
			{rows.getVirtualItems().map(({ index, key, start }) => {
				const item = items[index];
				if (item === undefined) return null;
				return (
					<li
						key={key}
						ref={rows.measureElement}
						data-index={index}
						aria-setsize={items.length}
						aria-posinset={index + 1}
						style={{ transform: `translateY(${start - margin}px)` }}
						onFocus={() => setFocused(item.id)}
					>
						{children(item)}
					</li>
				);
			})}
		</ul>
	);
}

/** A row that is scrolled away while somebody types in it must not lose what was typed. */
function withIndex(range: Range, index: number): number[] {
	const shown = defaultRangeExtractor(range);
	return index < 0 || shown.includes(index)
		? shown
		: [...shown, index].sort((a, b) => a - b);
}

/** How far below the top of what scrolls the list begins. */
function useDistanceFromTop(list: { readonly current: HTMLElement | null }) {
	const [distance, setDistance] = useState(0);
	useLayoutEffect(() => {
		const scroller = scrollerOf(list.current);
		if (list.current === null || scroller === null) return;
		const top =
			list.current.getBoundingClientRect().top -
			scroller.getBoundingClientRect().top +
			scroller.scrollTop;
		setDistance(Math.round(top));
	});
	return distance;
}

/** On a wide screen the page beside the list of orgs scrolls, on a narrow one everything does. */
function scrollerOf(list: HTMLElement | null): HTMLElement | null {
	const pane = list?.closest<HTMLElement>(".page-pane") ?? null;
	return matchMedia("(min-width: 48.01rem)").matches
		? pane
		: (pane?.closest<HTMLElement>("#root") ?? null);
}
