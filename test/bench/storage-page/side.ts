import type { Row } from "./row.js";

/** In the order of their columns: the first one is what the others are compared with. */
export const sideNames = ["raw", "dexie", "log"] as const;
export type SideName = (typeof sideNames)[number];

/** What is measured, the same for each storage. */
export interface Side {
	bulk(rows: readonly Row[]): Promise<unknown>;
	update(rows: readonly Row[]): Promise<unknown>;
	insert(row: Row): Promise<unknown>;
	queryOrg(orgId: string): Promise<number>;
	readAll(): Promise<number>;
	/** Subscribes to so many queries, of different orgs; `heard` is called when the one of that org shows that stamp. */
	watch?(queries: number, heard: (stamp: number) => void): () => void;
	close(): Promise<unknown>;
}
