import { EngineError } from "@engine-offline/core";
import { defer, type Observable, Subscription } from "rxjs";
import { createDeferred, type Deferred } from "./deferred.js";
import { loading, type Reading } from "./reading.js";

/** How long a query is still followed when nobody shows it any more, ms: a remount finds it as it was. */
export const graceMs = 2_000;

export interface SharedQueryParts<Value> {
	readonly observe: () => Observable<Value>;
	/** Calls `run` once after `ms`; the returned function calls it off. */
	readonly setTimer: (run: () => void, ms: number) => () => void;
	/** Called whenever it begins to follow its source. */
	readonly onBegin: () => void;
}

/**
 * One query for however many components: it follows its source once, from the first of them to `graceMs` after the
 * last. Every reader sees the same `Reading` object until there is another.
 */
export class SharedQuery<Value> {
	readonly #parts: SharedQueryParts<Value>;
	readonly #listeners = new Set<{ readonly changed: () => void }>();
	#reading: Reading<Value> = loading;
	#following: Subscription | undefined;
	#waiting: Deferred | undefined;
	#stayAlive = () => {};

	constructor(parts: SharedQueryParts<Value>) {
		this.#parts = parts;
	}

	/** Whether nobody follows it and nothing is kept. */
	get idle(): boolean {
		return this.#following === undefined;
	}

	readonly read = (): Reading<Value> => this.#reading;

	readonly subscribe = (changed: () => void): (() => void) => {
		const listener = { changed };
		this.#listeners.add(listener);
		this.#begin();
		return () => {
			if (this.#listeners.delete(listener)) this.#endWhenUnused();
		};
	};

	/** Begins to follow the source, and resolves when there is something to read. Never rejects. */
	whenRead(): Promise<void> {
		if (this.#reading.state !== "loading") return Promise.resolve();
		this.#waiting ??= createDeferred();
		const { promise } = this.#waiting;
		this.#begin();
		return promise;
	}

	#begin(): void {
		this.#stayAlive();
		if (this.#following !== undefined) return;
		// Set before subscribing: the source may answer at once.
		this.#following = new Subscription();
		this.#parts.onBegin();
		this.#following.add(
			defer(this.#parts.observe).subscribe({
				next: (value) => this.#take(value),
				error: (error: unknown) => this.#fail(error),
			}),
		);
	}

	#take(value: Value): void {
		const known = this.#reading;
		if (known.state === "ready" && Object.is(known.value, value)) return;
		this.#show({ state: "ready", value });
	}

	/** A store that is closed under mounted components leaves them what they show: signing out is no failure. */
	#fail(error: unknown): void {
		if (error instanceof EngineError && error.code === "STORE_CLOSED") return;
		this.#show({ state: "failed", error });
	}

	#show(reading: Reading<Value>): void {
		this.#reading = reading;
		this.#waiting?.resolve();
		this.#waiting = undefined;
		for (const { changed } of [...this.#listeners]) changed();
		// Begun by a render that may never be committed.
		if (this.#listeners.size === 0) this.#endLater();
	}

	/** What failed is let go at once, so that whoever tries again asks again. */
	#endWhenUnused(): void {
		if (this.#listeners.size > 0) return;
		if (this.#reading.state === "failed") this.#end();
		else this.#endLater();
	}

	#endLater(): void {
		this.#stayAlive();
		const callOff = this.#parts.setTimer(() => this.#end(), graceMs);
		this.#stayAlive = () => {
			callOff();
			this.#stayAlive = () => {};
		};
	}

	#end(): void {
		this.#stayAlive();
		this.#following?.unsubscribe();
		this.#following = undefined;
		this.#reading = loading;
		this.#waiting?.resolve();
		this.#waiting = undefined;
	}
}
