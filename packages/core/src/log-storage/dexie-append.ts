import {
	type Head,
	headRow,
	type LogRow,
	type LogTables,
} from "./dexie-tables.js";
import type { Appended, LogRecord, WriteAfter } from "./log.js";
import { seal } from "./sealed.js";

/** One append at work. */
export interface AppendWork {
	readonly tables: LogTables;
	/** The tab that appends. */
	readonly tab: string;
	readonly row: LogRow;
	readonly write: WriteAfter;
	/** The head, once it was seen to be the one of the log that was opened. */
	readonly check: (row: LogRow | undefined) => Head;
	readonly read: (row: LogRow) => LogRecord;
}

/** What came of it: another tab's turn (try again), or its records are no longer there one by one. */
export type AppendResult = Appended | "not-my-turn" | "folded";

/**
 * Adds a record, and where another tab was first, judges again what it would write, in one transaction: other tabs
 * wait for it, so each is served in the order in which it came.
 */
export async function appendRow(work: AppendWork): Promise<AppendResult> {
	const { tables, tab, row } = work;
	const adding = tables.log.add(row).then(() => true, falseIfTaken);
	const head = work.check(await tables.log.get(0));
	const isAdded = await adding;
	const after = row.sequence - 1;
	const isOthersTurn = head.turn !== "" && head.turn !== tab;
	if (head.folded > after || isOthersTurn) {
		// Its place was free only because the records around it went into the blocks.
		if (isAdded) await tables.log.delete(row.sequence);
		if (head.folded > after) return "folded";
		await giveTurn(tables, head, "");
		return "not-my-turn";
	}
	if (head.turn === tab) await giveTurn(tables, head, "");
	return isAdded
		? { newer: [], sequence: row.sequence }
		: judgeAgain(work, head, after);
}

async function judgeAgain(
	{ tables, tab, write, read }: AppendWork,
	head: Head,
	after: number,
): Promise<Appended> {
	const rows = await tables.log.where("sequence").above(after).toArray();
	const newer = rows.map(read);
	const last = rows.at(-1)?.sequence ?? after;
	const json = write(newer);
	if (json === undefined) {
		// Whoever lost everything goes first next time: a tab that writes in one go would always be faster.
		await giveTurn(tables, head, tab);
		return { newer, sequence: last };
	}
	await tables.log.add({ sequence: last + 1, ...seal(json) });
	return { newer, sequence: last + 1 };
}

async function giveTurn(tables: LogTables, head: Head, turn: string) {
	await tables.log.put(headRow({ ...head, turn }));
}

function falseIfTaken(error: unknown): boolean {
	if (error instanceof Error && error.name === "ConstraintError") return false;
	throw error;
}
