import { LayeredMap } from "./layered-map.js";
import type { EngineState, TableName, Tables } from "./state.js";

/** One row put in place of whatever was under its key, or taken away when `row` is null. */
export type ChangeOf<T extends TableName> = {
	readonly table: T;
	readonly key: string;
	readonly row: Tables[T] | null;
};

export type Change = { [T in TableName]: ChangeOf<T> }[TableName];

/** What somebody who watches the Engine's own data sees happen. */
export interface Effect {
	readonly kind: "org" | "project" | "account" | "orgUser" | "projectUser";
	readonly effect: "created" | "updated" | "deleted";
	/** The id of the thing; of a membership `parent/user`. */
	readonly remoteId: string;
}

/** The state after the changes. The old state stays as it was. */
export function applyChanges(
	state: EngineState,
	changes: readonly Change[],
): EngineState {
	const rowsByTable = new Map<TableName, [string, object | null][]>();
	for (const { table, key, row } of changes) {
		const rows = rowsByTable.get(table) ?? [];
		rowsByTable.set(table, rows);
		rows.push([key, row]);
	}
	const changed = [...rowsByTable].map(([table, rows]) => [
		table,
		layered(state[table]).with(rows),
	]);
	// Each change is typed by its table, so every map still holds the rows of its own table.
	return { ...state, ...Object.fromEntries(changed) } as EngineState;
}

function layered(table: ReadonlyMap<string, object>): LayeredMap<object> {
	return table instanceof LayeredMap ? table : new LayeredMap(table);
}

/** The changes that lead back from `applyChanges(state, changes)` to `state`, but for the order of rows. */
export function undoOf(
	state: EngineState,
	changes: readonly Change[],
): readonly Change[] {
	return changes
		.map(({ table, key }) => {
			const undo = { table, key, row: state[table].get(key) ?? null };
			// The row comes from the very table that the change names.
			return undo as Change;
		})
		.reverse();
}

const watched: Partial<Record<TableName, Effect["kind"]>> = {
	orgs: "org",
	projects: "project",
	accounts: "account",
	orgUsers: "orgUser",
	projectUsers: "projectUser",
};

/** What the changes do to orgs, projects, accounts and memberships, in order. */
export function effectsOf(
	state: EngineState,
	changes: readonly Change[],
): readonly Effect[] {
	return changes.flatMap(({ table, key, row }) => {
		const kind = watched[table];
		if (kind === undefined) return [];
		return [
			{ kind, effect: effectOf(state[table].has(key), row), remoteId: key },
		];
	});
}

function effectOf(existed: boolean, row: unknown): Effect["effect"] {
	if (row === null) return "deleted";
	return existed ? "updated" : "created";
}
