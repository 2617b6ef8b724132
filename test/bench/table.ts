import { type Figures, figuresOf } from "./statistics.js";
import type { Samples } from "./timing.js";

/** What was measured in one run, side by side. */
export interface Table {
	readonly title: string;
	/** By the name of each side; the first one is what the others are compared with. */
	readonly columns: Readonly<Record<string, Samples>>;
	readonly notes?: string;
}

interface Cell extends Figures {
	/** Median over the first column's. */
	readonly ratio?: number;
}

export interface Row {
	readonly what: string;
	readonly cells: Readonly<Record<string, Cell>>;
}

export function rowsOf({ columns }: Table): Row[] {
	const [first] = Object.values(columns);
	const whats = Object.values(columns).flatMap((side) => Object.keys(side));
	return [...new Set(whats)].map((what) => {
		const base = figuresOf(first?.[what] ?? []).median;
		const cells = Object.entries(columns).map(([name, side]) => {
			const figures = figuresOf(side[what] ?? []);
			return [name, withRatio(figures, side === first ? 0 : base)] as const;
		});
		return { what, cells: Object.fromEntries(cells) };
	});
}

function withRatio(figures: Figures, base: number): Cell {
	return base > 0 ? { ...figures, ratio: figures.median / base } : figures;
}

const FIRST = 42;
const COLUMN = 26;

/** The table as text: median, p95 where there are enough samples for one, and ratio to the first column. */
export function textOf(table: Table): string {
	const names = Object.keys(table.columns);
	const head = [
		"".padEnd(FIRST),
		...names.map((name) => name.padStart(COLUMN)),
	];
	const lines = rowsOf(table).map(({ what, cells }) =>
		[
			what.padEnd(FIRST),
			...names.map((name) => cellText(cells[name]).padStart(COLUMN)),
		].join(""),
	);
	const notes = table.notes === undefined ? [] : [table.notes];
	return [table.title, head.join(""), ...lines, ...notes].join("\n");
}

/** From so many samples on, a 95th percentile says something. */
const ENOUGH = 20;

function cellText(cell: Cell | undefined): string {
	if (cell === undefined || cell.samples === 0) return "–";
	const { median, p95, samples, ratio } = cell;
	const tail = samples >= ENOUGH ? ` (${digits(p95)})` : "";
	const beside = ratio === undefined ? "" : `${digits(ratio)}×`.padStart(9);
	return `${digits(median)}${tail}${beside}`;
}

function digits(value: number): string {
	return value.toFixed(value < 10 ? 2 : 0);
}
