import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";

export interface TabsProps<Name extends string> {
	readonly names: readonly Name[];
	readonly selected: Name;
	readonly onSelect: (name: Name) => void;
	/** What a tab is called; may count what is behind it. */
	readonly titleOf: (name: Name) => string;
	readonly children: ReactNode;
}

/** Tabs as the ARIA practices have them: one stop for the Tab key, arrows move between them. */
export function Tabs<Name extends string>({
	names,
	selected,
	onSelect,
	titleOf,
	children,
}: TabsProps<Name>) {
	const base = useId();
	const list = useRef<HTMLDivElement>(null);
	const moveTo = (index: number) => {
		const name = names.at(index % names.length);
		if (name === undefined) return;
		onSelect(name);
		const tab = list.current?.children[names.indexOf(name)];
		if (tab instanceof HTMLElement) tab.focus();
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const step = steps[event.key]?.(names.indexOf(selected));
		if (step === undefined) return;
		event.preventDefault();
		moveTo(step);
	};
	return (
		<>
			<div role="tablist" aria-label="Inspector" ref={list}>
				{names.map((name) => (
					<button
						key={name}
						type="button"
						role="tab"
						id={`${base}-${name}`}
						aria-selected={name === selected}
						aria-controls={`${base}-panel`}
						tabIndex={name === selected ? 0 : -1}
						onClick={() => onSelect(name)}
						onKeyDown={onKeyDown}
					>
						{titleOf(name)}
					</button>
				))}
			</div>
			<div
				role="tabpanel"
				id={`${base}-panel`}
				aria-labelledby={`${base}-${selected}`}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reached by keyboard.
				tabIndex={0}
			>
				{children}
			</div>
		</>
	);
}

const steps: Readonly<Record<string, (index: number) => number>> = {
	ArrowRight: (index) => index + 1,
	ArrowLeft: (index) => index - 1,
	Home: () => 0,
	End: () => -1,
};
