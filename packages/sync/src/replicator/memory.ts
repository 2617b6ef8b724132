/** What the replicator keeps of one document's troubles while it runs. All of it may be forgotten at any time. */
export interface DocumentMemory {
	/** No try before this moment (monotonic ms). */
	notBefore: number;
	/** So much of it the Engine asked for (monotonic ms): the rest may be cut short. */
	askedUntil: number;
	/** While it is parked: tried again by itself at this moment, 0 for never. A person may have it tried earlier. */
	retryAt: number;
	failures: number;
	/** 5xx answers in a row. */
	engineFailures: number;
	/** Quota refusals in a row. */
	quotas: number;
	/** A 403 was looked into already and the change was sent once more. */
	rechecked: boolean;
}

/** What is known of a create in doubt while this process runs (monotonic ms). */
export interface DoubtMemory {
	/** When its answer was given up. */
	readonly since: number;
	/** When the first complete list without it began. */
	firstCleanAt: number | undefined;
	/** When a list began that said nothing of it, since it showed a create under way. */
	missedAt?: number;
}

/** Attempts given up: since when, and how many lists were seen since. */
export interface LateMemory {
	readonly since: number;
	lists: number;
}

export interface Memory {
	readonly documents: Map<string, DocumentMemory>;
	readonly doubts: Map<string, DoubtMemory>;
	readonly late: Map<string, LateMemory>;
	/** Local ids of orgs that refused a write because they are view-only. */
	readonly viewOnlyOrgs: Set<string>;
	/** Own role by local org id, as last listed. */
	readonly roles: Map<string, string>;
	/** How many single reads of a document were answered. */
	readonly reads: Map<string, number>;
	/** Orgs that are being looked into as vanished, by local id: several lists notice it at once. */
	readonly leaving: Map<string, Promise<void>>;
	/** Ends with the last turn that an org or its children take. */
	orgTurns: Promise<unknown>;
}

export function createMemory(): Memory {
	return {
		documents: new Map(),
		doubts: new Map(),
		late: new Map(),
		viewOnlyOrgs: new Set(),
		roles: new Map(),
		reads: new Map(),
		leaving: new Map(),
		orgTurns: Promise.resolve(),
	};
}

export function documentMemory(memory: Memory, key: string): DocumentMemory {
	const known = memory.documents.get(key);
	if (known !== undefined) return known;
	const fresh: DocumentMemory = {
		notBefore: 0,
		askedUntil: 0,
		retryAt: 0,
		failures: 0,
		engineFailures: 0,
		quotas: 0,
		rechecked: false,
	};
	memory.documents.set(key, fresh);
	return fresh;
}

/** The network is back or a person asks: nothing waits any longer than the Engine itself asked for. */
export function cutWaitsShort(memory: Pick<Memory, "documents">): void {
	for (const known of memory.documents.values())
		known.notBefore = Math.min(known.notBefore, known.askedUntil);
}
