import {
	collectionNames,
	type Replica,
	type Stored,
	scopeKey,
} from "@engine-offline/core/replicate";
import {
	allScopes,
	type PullScope,
	pullScopeKey,
	scopeOf,
	scopeShowing,
} from "../pull/scope.js";
import type { DoubtMemory, Memory } from "./memory.js";
import type { Mirror } from "./mirror.js";
import type { Timing } from "./options.js";
import type { Interest, ScopeFacts } from "./scheduler.js";
import { documentKey } from "./work.js";

/** What the replicator keeps of one list while it runs. */
export interface ScopeMemory {
	/** Monotonic ms at which the last complete list was asked for. */
	listedAt: number | undefined;
	/** The same by the wall clock. */
	asOf: number | undefined;
	notBefore: number;
	failures: number;
	/** Asked for at this moment: a list that began earlier does not serve. */
	wantedAt: number;
	/** Why the last try failed, '' when it did not. */
	problem: string;
	busy: boolean;
	/** Rows of the last list wait until a create that could have made them is answered. */
	heldBack: boolean;
	/** How many lists in a row held some back. */
	heldBacks: number;
}

/** A list that was never made. */
export const newScopeMemory: ScopeMemory = {
	listedAt: undefined,
	asOf: undefined,
	notBefore: 0,
	failures: 0,
	wantedAt: Number.NEGATIVE_INFINITY,
	problem: "",
	busy: false,
	heldBack: false,
	heldBacks: 0,
};

/** The lists there are, with what is known of each. */
export interface ScopeTable {
	readonly scopes: readonly PullScope[];
	facts(): ScopeFacts[];
	of(key: string): ScopeMemory;
	interestOf(key: string): Interest;
}

export interface ScopeSurroundings {
	readonly replica: Replica;
	readonly mirror: Mirror;
	readonly memory: Memory;
	readonly timing: Timing;
	/** Kept over the life of the replicator, by scope key. */
	readonly byKey: Map<string, ScopeMemory>;
}

/** The table as it is now: computed from what is stored, watched and waiting, each time. */
export function scopeTable(around: ScopeSurroundings): ScopeTable {
	const { replica, mirror, byKey } = around;
	const scopes = allScopes(mirror);
	const watched = new Set(replica.watched().map(scopeKey));
	const touched = touchedKeys(replica);
	const doubted = doubtedKeys(around);
	const unanswered = unansweredKeys(replica);
	const isWantedNow = (key: string) =>
		isWanted(of(key)) ||
		doubted.has(key) ||
		(of(key).heldBack && !unanswered.has(key));
	const of = (key: string) => scopeMemory(byKey, key);
	const interestOf = (key: string): Interest => {
		if (watched.has(key) || isSweepOfScreen(key, watched)) return "screen";
		return touched.has(key) ? "touched" : "background";
	};
	return {
		scopes,
		of,
		interestOf,
		facts: () =>
			scopes.map(pullScopeKey).map((key) => ({
				key,
				interest: interestOf(key),
				...of(key),
				wanted: isWantedNow(key),
			})),
	};
}

function isWanted({ listedAt, wantedAt }: ScopeMemory): boolean {
	return (listedAt ?? Number.NEGATIVE_INFINITY) < wantedAt;
}

function scopeMemory(
	byKey: Map<string, ScopeMemory>,
	key: string,
): ScopeMemory {
	const known = byKey.get(key);
	if (known !== undefined) return known;
	const fresh = { ...newScopeMemory };
	byKey.set(key, fresh);
	return fresh;
}

/** The two lists that come first in a first sync, since everything else hangs on them. */
function isSweepOfScreen(key: string, watched: ReadonlySet<string>): boolean {
	return key === "projects" && watched.has("orgs");
}

/** Lists that a waiting change concerns. */
function touchedKeys(replica: Replica): Set<string> {
	const keys = new Set<string>();
	for (const name of collectionNames)
		for (const doc of replica.listOpen(name)) {
			if (name === "users") continue;
			keys.add(scopeKey(scopeOf(name, doc.orgId ?? "")));
		}
	return keys;
}

/** Lists of which a create without an answer may hold rows back. */
function unansweredKeys(replica: Replica): Set<string> {
	const keys = new Set<string>();
	for (const name of ["orgs", "projects", "members"] as const)
		for (const doc of replica.listOpen(name)) {
			if (doc.envelope.sent?.kind !== "create") continue;
			keys.add(scopeKey(scopeOf(name, doc.orgId ?? "")));
			if (name !== "members") keys.add("projects");
		}
	return keys;
}

/** Lists that a create in doubt wants to see now: at once, after its deadline, and a gap later. */
function doubtedKeys(around: ScopeSurroundings): Set<string> {
	const keys = new Set<string>();
	for (const name of ["orgs", "projects"] as const)
		for (const doc of around.replica.listOpen(name)) {
			const scope = scopeShowing(around.mirror, name, doc.orgId ?? "");
			const key = pullScopeKey(scope);
			const { listedAt } = scopeMemory(around.byKey, key);
			if ((listedAt ?? 0) < doubtListAt(around, { name, doc })) keys.add(key);
		}
	return keys;
}

/** The latest moment that has come at which a create in doubt wanted a list; -Infinity when it wants none. */
function doubtListAt(
	around: ScopeSurroundings,
	{ name, doc }: { name: "orgs" | "projects"; doc: Stored },
): number {
	const { timing, memory, replica } = around;
	const { sent } = doc.envelope;
	const doubt = memory.doubts.get(documentKey(name, doc.id));
	if (sent?.kind !== "create" || !sent.inDoubt || doubt === undefined)
		return Number.NEGATIVE_INFINITY;
	const now = replica.environment.monotonic();
	const moments = [doubt.since, ...laterLists(doubt, timing)];
	return Math.max(...moments.filter((moment) => moment <= now));
}

/** After the deadline, and a gap after a list without it or one that said nothing. */
function laterLists(
	{ since, firstCleanAt, missedAt }: DoubtMemory,
	{ deadlineMs, doubtGapMs }: Timing,
): number[] {
	const seen = [firstCleanAt, missedAt].filter((at) => at !== undefined);
	return [since + deadlineMs, ...seen.map((at) => at + doubtGapMs)];
}

/** When, after `now`, the next list is wanted by a create in doubt (monotonic ms), for a timer. */
export function nextDoubtMoment(
	{ timing, memory }: ScopeSurroundings,
	now: number,
): number {
	const moments = [...memory.doubts.values()].flatMap((doubt) =>
		laterLists(doubt, timing),
	);
	return Math.min(
		Number.POSITIVE_INFINITY,
		...moments.filter((moment) => moment > now),
	);
}
