import type { Stored } from "@engine-offline/core/replicate";
import type { Failure } from "../engine.js";
import type { Work } from "../replicator/work.js";
import {
	absences,
	type HeldRemoval,
	judgeReferences,
	orgUnreachable,
} from "./absence.js";
import { applyKnown } from "./apply-known.js";
import { applyUnknown } from "./apply-unknown.js";
import { compareList } from "./compare.js";
import { resolveCreates } from "./doubted-creates.js";
import { type FetchedList, fetchList } from "./fetch-list.js";
import { judgeAgain } from "./judge-again.js";
import { forgetLate } from "./late.js";
import { pauseIn } from "./pause-in.js";
import { type PullScope, pullScopeKey } from "./scope.js";

/** What became of one list. */
export type ListResult =
	| {
			readonly kind: "listed";
			readonly held: HeldRemoval | undefined;
			/** Some rows wait until a create that could have made them is answered: list again then. */
			readonly heldBack: boolean;
	  }
	| { readonly kind: "failed"; readonly failure: Failure }
	/** The org is not there any more: there is nothing to list. */
	| { readonly kind: "dropped" };

export interface ListOrder {
	readonly scope: PullScope;
	/** A person said yes to the removals that were held. */
	readonly confirmed: boolean;
}

/**
 * Lists one scope and brings it home: rows of known documents behind the read fence, creates in doubt looked for
 * among the unknown rows, the rest of those born, what is missing probed.
 */
export async function listScope(
	work: Work,
	{ scope, confirmed }: ListOrder,
): Promise<ListResult> {
	const org = orgOf(work, scope);
	if (org === null) return { kind: "dropped" };
	const fence = work.mirror.moment();
	const startedAt = work.replica.environment.monotonic();
	const answer = await fetchList(work, scope, org);
	if (work.signal.aborted) return { kind: "dropped" };
	if (!answer.ok)
		return listFailed(work, scope, { org, failure: answer.failure });
	const list = answer.value;
	await pauseIn(work, list.rows.length);
	const { mirror } = work;
	const documents = scopeDocuments(work, scope, list);
	const comparison = compareList({
		list,
		documents,
		byRemote: (remoteId) => mirror.byRemote(list.name, remoteId),
	});
	await pauseIn(work, list.rows.length);
	const pull = { list, fence, startedAt, orgId: org?.id ?? "" };
	const keptOut = await applyKnown(work, pull, comparison.known);
	const sorted = await resolveCreates(work, pull, comparison.unknown);
	const waits = await applyUnknown(work, pull, sorted.rows);
	const held = await absences(work, pull, {
		absent: comparison.absent,
		confirmed,
		scope: pullScopeKey(scope),
	});
	await forgetLate(work, list.name, documents);
	if (scope.list === "projects") await judgeReferences(work);
	if (list.name === "members") judgeAgain(work, pull.orgId);
	work.report({
		kind: "listed",
		scope: pullScopeKey(scope),
		rows: list.rows.length,
	});
	return {
		kind: "listed",
		held,
		heldBack: keptOut || waits || sorted.heldBack,
	};
}

/** The org of a scope; undefined when it needs none, null when it has none that can be listed. */
function orgOf(work: Work, scope: PullScope): Stored | undefined | null {
	if (scope.list === "orgs" || scope.list === "projects") return undefined;
	const org = work.mirror.get("orgs", scope.orgId);
	const listed =
		org !== undefined && !org._deleted && org.envelope.remoteId !== "";
	return listed ? org : null;
}

/** The documents that a list should show. No list but that of one's own projects shows those of an org known by name only. */
function scopeDocuments(
	work: Work,
	scope: PullScope,
	list: FetchedList,
): Stored[] {
	if (scope.list === "orgs") return [...work.mirror.all("orgs")];
	if (scope.list === "projects") return referenceProjects(work);
	return list.name === "orgs"
		? []
		: work.mirror.children(list.name, scope.orgId);
}

function referenceProjects({ mirror }: Work): Stored[] {
	return [...mirror.all("orgs")]
		.filter((org) => Reflect.get(org, "reach") === "reference")
		.flatMap((org) => mirror.children("projects", org.id));
}

async function listFailed(
	work: Work,
	scope: PullScope,
	{ org, failure }: { org: Stored | undefined; failure: Failure },
): Promise<ListResult> {
	work.report({
		kind: "list-failed",
		scope: pullScopeKey(scope),
		message: failure.message,
	});
	if (org !== undefined && (await orgUnreachable(work, org, failure)))
		return { kind: "dropped" };
	return { kind: "failed", failure };
}
