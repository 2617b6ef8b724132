import type { HeldRemoval } from "../pull/absence.js";
import { pullScopeKey } from "../pull/scope.js";
import { countOpen } from "../status/count-open.js";
import { type Status, statusOf } from "../status/status.js";
import type { Trouble } from "./origin.js";
import { promisedAgeMs } from "./scheduler.js";
import { type ScopeSurroundings, scopeTable } from "./scope-table.js";

export interface RunFacts {
	readonly running: boolean;
	readonly signedOut: string | undefined;
	readonly wrongAccount: string | undefined;
	/** Nobody said who signed in. */
	readonly unnamed: boolean;
	readonly trouble: Trouble | undefined;
	readonly held: readonly HeldRemoval[];
	readonly busy: boolean;
}

/** The status as it is now: counted from the store and the lists, never kept. */
export function currentStatus(
	around: ScopeSurroundings,
	run: RunFacts,
): Status {
	const { replica, timing } = around;
	const table = scopeTable(around);
	const { monotonic } = replica.environment;
	const now = monotonic();
	const persisted = replica.record.get().listedAt;
	const lists = table.scopes.map((scope) => {
		const key = pullScopeKey(scope);
		const { listedAt, asOf, problem, heldBack } = table.of(key);
		const promised = promisedAgeMs(table.interestOf(key), timing);
		return {
			asOf: asOf ?? persisted[key],
			problem,
			stale: listedAt === undefined || heldBack || now - listedAt > promised,
		};
	});
	const asOfs = lists.map(({ asOf }) => asOf);
	return statusOf({
		...countOpen(replica),
		running: run.running,
		signedOut: run.signedOut,
		wrongAccount: run.wrongAccount,
		unnamed: run.unnamed,
		isFirst: Object.keys(persisted).length === 0,
		problem: lists.find(({ problem }) => problem !== "")?.problem ?? "",
		trouble: run.trouble,
		held: run.held,
		busy: run.busy,
		lists: lists.length,
		listed: asOfs.filter((asOf) => asOf !== undefined).length,
		stale: lists.filter(({ stale }) => stale).length,
		asOf: oldest(asOfs),
	});
}

/** The oldest of all; undefined while one is missing. */
function oldest(moments: readonly (number | undefined)[]): number | undefined {
	const known = moments.filter((moment) => moment !== undefined);
	return known.length < moments.length || known.length === 0
		? undefined
		: Math.min(...known);
}
