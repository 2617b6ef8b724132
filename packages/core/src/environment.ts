import type { Journal } from "./journal/journal.js";
import { journalEnvironment } from "./journal/journal-environment.js";
import type { TextStorage } from "./journal/local-storage-journal.js";
import { pageEnvironment } from "./tabs/page-environment.js";

/**
 * Everything that reaches the code from outside: time, randomness, ids, timers and the network.
 * A test or a simulation passes its own; `systemEnvironment()` is the real one.
 */
export interface Environment {
	/** Wall clock in ms since 1970. For showing to people; never decides who wins. */
	readonly now: () => number;
	/** Ms since some fixed moment of this process; never goes back. */
	readonly monotonic: () => number;
	/** A number in [0, 1). */
	readonly random: () => number;
	/** A new UUID v4, lower case. */
	readonly uuid: () => string;
	/** Calls `run` once after `ms`; the returned function calls it off. */
	readonly setTimer: (run: () => void, ms: number) => () => void;
	/** The network. */
	readonly fetch: typeof fetch;
	/** Calls `run` whenever the network is said to be back; the returned function ends that. */
	readonly onReconnect: (run: () => void) => () => void;
	/**
	 * Calls `run` whenever the network is said to be gone; the returned function ends that. Left out, that is noticed
	 * by the next read.
	 */
	readonly onDisconnect?: (run: () => void) => () => void;
	/** A deterministic, synchronous hash of a text, in hexadecimal digits. Not for secrets. */
	readonly hash: (text: string) => string;
	/**
	 * Lets the page draw and answer before long work goes on, also where timers are throttled. Left out, long work is
	 * done in one go.
	 */
	readonly pause?: () => Promise<void>;
	/** Locks among all tabs of this origin. Left out (Node), each store stands alone, and so without `openChannel`. */
	readonly locks?: Locks | undefined;
	/** Opens the channel of that name to all other tabs of this origin; `hear` is called for what they post. */
	readonly openChannel?:
		| ((name: string, hear: (message: unknown) => void) => TabChannel)
		| undefined;
	/** Whether somebody can see this page; left out, always. */
	readonly isVisible?: () => boolean;
	/** Calls `run` whenever the page is shown or focused; the returned function ends that. */
	readonly onVisible?: (run: () => void) => () => void;
	/** Calls `run` when the page is about to be frozen or put into the back/forward cache, or ends. */
	readonly onSuspend?: (run: () => void) => () => void;
	/** Calls `run` when the page comes back from that. */
	readonly onResume?: (run: () => void) => () => void;
	/**
	 * Opens the second place for what the Engine does not have yet, for the store whose database has that name. Left out
	 * (Node) or undefined, there is none but one that the app gives.
	 */
	readonly openJournal?: (database: string) => Promise<Journal | undefined>;
	/** A few small texts that outlive IndexedDB: a page's localStorage. */
	readonly texts?: TextStorage | undefined;
}

/** Locks by name; who asks waits in turn. */
export interface Locks {
	/**
	 * Holds the lock while `run` runs, and answers what it answers. Rejects with an `AbortError` when the signal ends
	 * the wait, or when somebody else took the lock by `steal` (`run` goes on then, without it).
	 */
	request<Result>(
		name: string,
		options: LockOptions,
		run: () => Promise<Result>,
	): Promise<Result>;
	/** How many hold the lock of that name now, in all tabs. */
	countHeld(name: string): Promise<number>;
}

export interface LockOptions {
	/** Many may hold a shared lock at once. Default exclusive. */
	readonly mode?: "exclusive" | "shared";
	/** Takes the lock from whoever holds it. */
	readonly steal?: boolean;
	readonly signal?: AbortSignal;
}

/** A way to tell the other tabs. What is posted may be lost, late, or somebody else's. */
export interface TabChannel {
	post(message: unknown): void;
	close(): void;
}

/** The environment of a browser, a web view or Node. What only pages have is left out elsewhere. */
export function systemEnvironment(): Environment {
	return {
		now: () => Date.now(),
		monotonic: () => performance.now(),
		random: () => Math.random(),
		uuid: uuidV4,
		setTimer,
		fetch: (input, init) => fetch(input, init),
		onReconnect: (run) => onWindow("online", run),
		onDisconnect: (run) => onWindow("offline", run),
		hash: hash128,
		...pageEnvironment(),
		...journalEnvironment(setTimer),
	};
}

function setTimer(run: () => void, ms: number): () => void {
	const timer = setTimeout(run, ms);
	return () => clearTimeout(timer);
}

function onWindow(event: "online" | "offline", run: () => void): () => void {
	// Node has no such events.
	if (typeof addEventListener !== "function") return () => {};
	addEventListener(event, run);
	return () => removeEventListener(event, run);
}

/** `crypto.randomUUID` is missing in insecure contexts; `getRandomValues` is not. */
function uuidV4(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const hex = [...bytes].map((byte, index) =>
		stamped(byte, index).toString(16).padStart(2, "0"),
	);
	return [
		hex.slice(0, 4),
		hex.slice(4, 6),
		hex.slice(6, 8),
		hex.slice(8, 10),
		hex.slice(10),
	]
		.map((part) => part.join(""))
		.join("-");
}

function stamped(byte: number, index: number): number {
	if (index === 6) return (byte & 0x0f) | 0x40;
	return index === 8 ? (byte & 0x3f) | 0x80 : byte;
}

/** FNV-1a over four differently seeded lanes: names of databases and schemas, nothing secret. */
export function hash128(text: string): string {
	return [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]
		.map((seed) => lane(text, seed).toString(16).padStart(8, "0"))
		.join("");
}

function lane(text: string, seed: number): number {
	let value = seed;
	for (let index = 0; index < text.length; index++) {
		value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
		value = (value ^ (value >>> 15)) >>> 0;
	}
	return value;
}
