import type { Table } from "./table.js";

export interface PartOptions {
	/** Few rounds, for a look. */
	readonly quick: boolean;
	readonly documents: readonly number[];
	readonly durabilities: readonly ("strict" | "relaxed")[];
	/** How often each side has its turn; a part may do with fewer. */
	readonly rounds: number;
}

/** Something that can be measured by itself; hands over each table when it is there. */
export type Part = (
	options: PartOptions,
	show: (table: Table) => void,
) => Promise<void>;
