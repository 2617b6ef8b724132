import {
	type CollectionName,
	collectionNames,
} from "@engine-offline/core/replicate";
import { nextDelayMs } from "../answers/backoff.js";
import type { HeldRemoval } from "../pull/absence.js";
import { listScope } from "../pull/list-scope.js";
import { type PullScope, pullScopeKey, scopeShowing } from "../pull/scope.js";
import { giveWay, givingWay } from "../push/absorb.js";
import { pushDocument } from "../push/push-document.js";
import { readyDocuments } from "../push/ready.js";
import {
	type Budget,
	creditMs,
	fullBudget,
	refilled,
	spent,
} from "./budget.js";
import { countLeftInDoubt } from "./left-in-doubt.js";
import type { OriginHealth } from "./origin.js";
import { nextLists, nextMoment } from "./scheduler.js";
import {
	nextDoubtMoment,
	type ScopeMemory,
	type ScopeSurroundings,
	scopeTable,
} from "./scope-table.js";
import { everything, type Share } from "./share.js";
import type { Tasks } from "./tasks.js";
import { classifyRead, documentKey, type Work } from "./work.js";

/** Pushes, and lists of a first sync, run so many at a time. */
const AT_ONCE = 4;
/** From so many failures in a row on, one call at a time tries whether the Engine answers again. */
const HALF_OPEN_AFTER = 3;

/** From so many lists in a row on that held rows back, the pause between them grows no more: 16 s at most. */
const MOST_HELD_BACK = 5;

export interface LoopParts extends ScopeSurroundings {
	readonly work: Work;
	readonly tasks: Tasks;
	readonly share: Share;
	/** Removals that wait for a yes, by scope key. */
	readonly held: Map<string, HeldRemoval>;
	/** Scopes whose held removals were confirmed. */
	readonly confirmed: Set<string>;
}

/** Decides, each time from what is stored, what to ask the Engine next. */
export interface Loop {
	/** Starts what can be started now; answers the moment to look again (monotonic ms). */
	turn(): number;
	/** Nothing wanted, nothing ready, nothing under way. */
	isIdle(): boolean;
}

export function createLoop(parts: LoopParts): Loop {
	const { work, tasks, timing, replica } = parts;
	const now = () => replica.environment.monotonic();
	let budget: Budget = fullBudget(now());
	const startLists = (slots: number) => {
		if (!parts.share.lists) return;
		countLeftInDoubt(replica, parts.memory);
		budget = refilled(budget, timing.pollsPerMinute, now());
		const table = scopeTable(parts);
		const chosen = nextLists({
			scopes: table.facts(),
			now: now(),
			screenAgeMs: timing.screenAgeMs,
			backgroundAgeMs: timing.backgroundAgeMs,
			credit: budget.credit,
			creditMs: creditMs(timing.pollsPerMinute),
			slots,
		});
		for (const { key, polled } of chosen) {
			if (polled) budget = spent(budget);
			const scope = table.scopes.find((one) => pullScopeKey(one) === key);
			if (scope !== undefined) startList(parts, scope);
		}
	};
	return {
		turn: () => {
			// One moment for the whole turn: what falls due while it runs must not slip between "not yet" and "no more".
			const began = now();
			const health = work.health();
			if (health.notBefore > began) return health.notBefore;
			const slots = freeSlots(health, tasks);
			for (const { name, doc } of ready(parts, slots.pushes))
				tasks.start(documentKey(name, doc.id), () =>
					pushDocument(work, name, doc),
				);
			startLists(freeSlots(health, tasks).lists);
			for (const { name, doc } of twins(parts))
				tasks.start(documentKey(name, doc.id), () => giveWay(work, name, doc));
			return nextTurnAt(parts, budget, began);
		},
		isIdle: () => isIdle(parts),
	};
}

/** A list that backs off is not waited for: the status says what is wrong with it. */
function isIdle(parts: LoopParts): boolean {
	const now = parts.replica.environment.monotonic();
	return (
		parts.tasks.keys.size === 0 &&
		ready(parts, 1).length === 0 &&
		twins(parts).length === 0 &&
		(!parts.share.lists || areListsDone(parts, now))
	);
}

function areListsDone(parts: LoopParts, now: number): boolean {
	return scopeTable(parts)
		.facts()
		.every(
			({ wanted, listedAt, notBefore }) =>
				notBefore > now || (!wanted && listedAt !== undefined),
		);
}

/** Documents that give way to another one for the same thing, and are not being worked on. */
function twins({ work, mirror, tasks, share }: LoopParts) {
	if (!share.lists) return [];
	return collectionNames.flatMap((name) =>
		mirror.twins(name).flatMap((pair) => {
			const doc = givingWay(work, name, pair);
			return doc === undefined || tasks.keys.has(documentKey(name, doc.id))
				? []
				: [{ name, doc }];
		}),
	);
}

function freeSlots(health: OriginHealth, tasks: Tasks) {
	const lists = [...tasks.keys].filter((key) => key.startsWith("list:")).length;
	if (health.failures >= HALF_OPEN_AFTER) {
		// A push too, since no list may be due for minutes: it begins with a read.
		const one = tasks.keys.size === 0 ? 1 : 0;
		return { pushes: one, lists: one };
	}
	return {
		pushes: AT_ONCE - (tasks.keys.size - lists),
		lists: AT_ONCE - lists,
	};
}

function ready(parts: LoopParts, most: number) {
	const { work, replica, mirror, memory, tasks, share } = parts;
	const { listedAt } = replica.record.get();
	const isWhole = share === everything;
	const found = readyDocuments(
		{
			mirror,
			memory,
			listOpen: replica.listOpen,
			userId: work.userId(),
			isListed: (name, orgId) => {
				const key = pullScopeKey(scopeOfCreate(mirror, name, orgId));
				return (
					parts.byKey.get(key)?.listedAt !== undefined ||
					listedAt[key] !== undefined ||
					isOwnNewOrg(parts, orgId)
				);
			},
			busy: tasks.keys,
			now: replica.environment.monotonic(),
		},
		isWhole ? most : Number.POSITIVE_INFINITY,
	);
	return isWhole
		? found
		: found
				.filter(({ name, doc }) => share.isMine(name, doc.id))
				.slice(0, Math.max(0, most));
}

function scopeOfCreate(
	mirror: LoopParts["mirror"],
	name: CollectionName,
	orgId: string,
): PullScope {
	return name === "users"
		? { list: "orgs" }
		: scopeShowing(mirror, name, orgId);
}

/** An org that this device made has no list yet that could hold anything of ours unseen. */
function isOwnNewOrg({ mirror }: LoopParts, orgId: string): boolean {
	const org = mirror.get("orgs", orgId);
	return org !== undefined && org.id !== org.envelope.remoteId;
}

function startList(parts: LoopParts, scope: PullScope): void {
	const { tasks, byKey } = parts;
	const key = pullScopeKey(scope);
	const known = byKey.get(key);
	if (known === undefined) return;
	known.busy = true;
	tasks.start(`list:${key}`, async () => {
		try {
			await runList(parts, scope, known);
		} finally {
			known.busy = false;
		}
	});
}

async function runList(
	parts: LoopParts,
	scope: PullScope,
	known: ScopeMemory,
): Promise<void> {
	const { work, held, confirmed, replica } = parts;
	const { environment } = replica;
	const key = pullScopeKey(scope);
	const started = { at: environment.monotonic(), asOf: environment.now() };
	const result = await listScope(work, {
		scope,
		confirmed: confirmed.has(key),
	});
	if (result.kind === "dropped") return;
	// A list that this account may not have is as complete as it will get.
	const denied =
		result.kind === "failed" && classifyRead(result.failure).kind === "gone";
	if (result.kind === "failed" && !denied) {
		known.failures += 1;
		known.problem = result.failure.message;
		known.notBefore =
			environment.monotonic() +
			nextDelayMs({
				attempt: known.failures,
				random: environment.random(),
				retryAfterMs: undefined,
			});
		return;
	}
	Object.assign(known, {
		listedAt: started.at,
		asOf: started.asOf,
		failures: 0,
		notBefore: 0,
		problem: "",
	});
	confirmed.delete(key);
	known.heldBack = result.kind === "listed" && result.heldBack;
	known.heldBacks = known.heldBack ? known.heldBacks + 1 : 0;
	// The first time the next list follows at once. What then cannot be brought in either must not be asked for without end.
	if (known.heldBacks > 1)
		known.notBefore =
			environment.monotonic() +
			nextDelayMs({
				attempt: Math.min(known.heldBacks, MOST_HELD_BACK),
				random: environment.random(),
				retryAfterMs: undefined,
			});
	const holding = result.kind === "listed" ? result.held : undefined;
	if (holding === undefined) held.delete(key);
	else held.set(key, holding);
}

function nextTurnAt(parts: LoopParts, budget: Budget, now: number): number {
	const { timing, memory } = parts;
	const scheduled = nextMoment({
		scopes: scopeTable(parts).facts(),
		now,
		screenAgeMs: timing.screenAgeMs,
		backgroundAgeMs: timing.backgroundAgeMs,
		credit: budget.credit,
		creditMs: creditMs(timing.pollsPerMinute),
	});
	// What is due and did not start waits for a place: the end of a task wakes the loop.
	const isPolled = parts.share.lists && scheduled > now;
	const poll = isPolled ? scheduled : Number.POSITIVE_INFINITY;
	const changes = [...memory.documents.values()]
		.flatMap(({ notBefore, retryAt }) => [notBefore, retryAt])
		.filter((moment) => moment > now);
	return Math.min(poll, nextDoubtMoment(parts, now), ...changes);
}
