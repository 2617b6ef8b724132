import * as z from "zod";
import type { Environment, Locks, TabChannel } from "../environment.js";

/** The other tabs that have the same account's store open. */
export interface Tabs {
	/** This tab among the others. */
	readonly id: string;
	readonly locks: Locks;
	/** The name of one of this account's locks. */
	lockName(purpose: string): string;
	/** Tells all other tabs. It may be lost: whoever needs it must be able to ask. */
	post(topic: string, body: unknown): void;
	/** Calls `run` for what others post on the topic. The body is whatever any script of this origin sent: check it. */
	hear(topic: string, run: (body: unknown, from: string) => void): () => void;
	/** Holds a lock that others may hold too, so that they are counted; the returned function lets it go. */
	hold(purpose: string): () => void;
	/** How many other tabs have this store open; of those, with a `purpose`, that do not hold it as this one does. */
	countOthers(purpose?: string): Promise<number>;
	/** Calls `run` when this page is about to be frozen, cached or ended: what others wait for must be let go. */
	onSuspend(run: () => void): () => void;
	/** Calls `run` when it is back from that, with the channel open again. */
	onResume(run: () => void): () => void;
	close(): void;
}

const messageSchema = z.object({
	v: z.literal(1),
	from: z.string().min(1).max(64),
	topic: z.string().min(1).max(32),
	body: z.unknown(),
});

type PageLife = Pick<
	Environment,
	"locks" | "openChannel" | "onSuspend" | "onResume" | "uuid"
>;

/** Joins the other tabs of this account; undefined where the platform has no locks or no channel. */
export function openTabs(
	environment: PageLife,
	database: string,
): Tabs | undefined {
	const { locks, openChannel } = environment;
	if (locks === undefined || openChannel === undefined) return undefined;
	return new LiveTabs({ environment, locks, openChannel, database });
}

interface TabsParts {
	readonly environment: PageLife;
	readonly locks: Locks;
	readonly openChannel: NonNullable<Environment["openChannel"]>;
	readonly database: string;
}

class LiveTabs implements Tabs {
	readonly id: string;
	readonly locks: Locks;
	readonly #parts: TabsParts;
	readonly #hearers = new Map<
		string,
		Set<(body: unknown, from: string) => void>
	>();
	readonly #onSuspend = new Set<() => void>();
	readonly #onResume = new Set<() => void>();
	readonly #endings: (() => void)[];
	#channel: TabChannel | undefined;
	#leave = () => {};

	constructor(parts: TabsParts) {
		const { environment, locks } = parts;
		this.#parts = parts;
		this.id = environment.uuid();
		this.locks = locks;
		this.#endings = [
			environment.onSuspend?.(() => this.#suspend()) ?? (() => {}),
			environment.onResume?.(() => this.#resume()) ?? (() => {}),
		];
		this.#join();
	}

	lockName(purpose: string): string {
		return `${this.#parts.database}:${purpose}`;
	}

	post(topic: string, body: unknown): void {
		this.#channel?.post({ v: 1, from: this.id, topic, body });
	}

	hear(topic: string, run: (body: unknown, from: string) => void): () => void {
		return add(madeAt(this.#hearers, topic), run);
	}

	hold(purpose: string): () => void {
		return holdLock(this.locks, this.lockName(purpose));
	}

	async countOthers(purpose?: string): Promise<number> {
		const count = (one: string) => this.locks.countHeld(this.lockName(one));
		const alike = purpose === undefined ? 1 : await count(purpose);
		return Math.max(0, (await count("tab")) - alike);
	}

	onSuspend(run: () => void): () => void {
		return add(this.#onSuspend, run);
	}

	onResume(run: () => void): () => void {
		return add(this.#onResume, run);
	}

	close(): void {
		for (const end of this.#endings) end();
		this.#leave();
		this.#hearers.clear();
	}

	/** While it is in use, a page with locks or an open channel cannot be kept for going back to. */
	#suspend(): void {
		for (const run of [...this.#onSuspend]) run();
		this.#leave();
	}

	#resume(): void {
		if (this.#channel === undefined) this.#join();
		for (const run of [...this.#onResume]) run();
	}

	#join(): void {
		const channel = this.#parts.openChannel(
			this.#parts.database,
			(message) => channel === this.#channel && this.#take(message),
		);
		this.#channel = channel;
		const stay = this.hold("tab");
		this.#leave = () => {
			stay();
			channel.close();
			this.#channel = undefined;
			this.#leave = () => {};
		};
	}

	#take(message: unknown): void {
		const { success, data } = messageSchema.safeParse(message);
		if (!success || data.from === this.id) return;
		for (const run of [...(this.#hearers.get(data.topic) ?? [])])
			run(data.body, data.from);
	}
}

/** Holds a shared lock, so that others can count who is there; the returned function lets it go. */
function holdLock(locks: Locks, name: string): () => void {
	const abort = new AbortController();
	let release = () => {};
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	locks
		.request(name, { mode: "shared", signal: abort.signal }, () => held)
		// Given up before it was had: there is nothing to let go.
		.catch(() => undefined);
	return () => {
		release();
		abort.abort();
	};
}

function add<Item>(set: Set<Item>, item: Item): () => void {
	set.add(item);
	return () => {
		set.delete(item);
	};
}

function madeAt<Key, Item>(map: Map<Key, Set<Item>>, key: Key): Set<Item> {
	const known = map.get(key) ?? new Set<Item>();
	map.set(key, known);
	return known;
}
