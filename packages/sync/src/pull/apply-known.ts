import type { Stored } from "@engine-offline/core/replicate";
import type { Work } from "../replicator/work.js";
import type { ListedRow } from "./fetch-list.js";
import { observeAll } from "./observe-rows.js";
import type { Pull } from "./pull.js";
import { rememberUsers } from "./users.js";

interface KnownRow {
	readonly row: ListedRow;
	readonly doc: Stored;
}

/** Brings rows of known documents in: in one write, behind the fence; answers whether that kept anything out. */
export async function applyKnown(
	work: Work,
	pull: Pull,
	known: readonly KnownRow[],
): Promise<boolean> {
	const { name } = pull.list;
	const keptUsersOut = await rememberUsers(
		work,
		pull,
		known.flatMap(({ row }) => row.user ?? []),
	);
	const keptOut = await observeAll(work, pull, {
		name,
		seen: known.map(({ row, doc }) => ({ doc, seen: row.seen })),
	});
	return keptOut || keptUsersOut;
}
