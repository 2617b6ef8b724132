import type { SideName } from "../storage-page/side.js";
import type { ListOrder } from "../sync-page/list-alone.js";

export interface ReadsOrder extends ListOrder {
	readonly side: SideName;
	/** The Engine's orgs, with a hundred projects each. */
	readonly orgIds: readonly string[];
}

/** What is measured of a filled store, the same on each side. */
export interface Reads {
	/** Reads the projects of one org. */
	countOf(orgId: string): Promise<number>;
	countAll(): Promise<number>;
	/** Resolves when it is acknowledged. */
	insert(orgId: string, id: string): Promise<unknown>;
	/** One live query for each org. */
	watch?(orgIds: readonly string[]): Promise<Live>;
	close(): Promise<unknown>;
}

export interface Live {
	/** Renames a project of the first org; resolves when that is acknowledged and the live query shows it. */
	updateAndSee(name: string): Promise<unknown>;
	stop(): void;
}
