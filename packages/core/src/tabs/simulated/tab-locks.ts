import type { LockOptions, Locks } from "../../environment.js";

interface Request {
	readonly name: string;
	readonly owner: string;
	readonly mode: "exclusive" | "shared";
	readonly grant: () => void;
	readonly fail: (error: Error) => void;
}

/** The locks of one origin, as browsers have them. */
export interface TabLocks {
	/** As one tab sees them. */
	of(owner: string): Locks;
	/** Lets everything go that a tab holds or waits for: it was closed. */
	release(owner: string): void;
	/** The tabs that hold the lock. */
	holders(name: string): string[];
	/** The names of the locks that a tab holds or waits for. */
	heldBy(owner: string): string[];
}

export function createTabLocks(): TabLocks {
	return new OriginLocks();
}

class OriginLocks implements TabLocks {
	readonly #held: Request[] = [];
	readonly #queue: Request[] = [];

	of(owner: string): Locks {
		return {
			request: (name, options, run) =>
				this.#request({ owner, name, options }, run),
			countHeld: async (name) => this.holders(name).length,
		};
	}

	release(owner: string): void {
		for (const one of [...this.#queue, ...this.#held])
			if (one.owner === owner) this.#drop(one);
	}

	holders(name: string): string[] {
		return this.#held
			.filter((one) => one.name === name)
			.map(({ owner }) => owner);
	}

	heldBy(owner: string): string[] {
		return [...this.#held, ...this.#queue]
			.filter((one) => one.owner === owner)
			.map(({ name }) => name);
	}

	#request<Result>(
		asked: { owner: string; name: string; options: LockOptions },
		run: () => Promise<Result>,
	): Promise<Result> {
		const { owner, name, options } = asked;
		return new Promise((resolve, reject) => {
			const one: Request = {
				name,
				owner,
				mode: options.mode ?? "exclusive",
				fail: reject,
				grant: () => {
					run()
						.then(resolve, reject)
						.finally(() => this.#drop(one));
				},
			};
			options.signal?.addEventListener("abort", () => {
				if (!this.#queue.includes(one)) return;
				this.#drop(one);
				reject(aborted("The wait was ended."));
			});
			if (options.steal === true) this.#steal(one);
			else this.#queue.push(one);
			this.#serve();
		});
	}

	#isFree({ name, mode }: Request): boolean {
		return this.#held.every(
			(one) =>
				one.name !== name || (mode === "shared" && one.mode === "shared"),
		);
	}

	#serve(): void {
		for (const request of [...this.#queue]) {
			const first = this.#queue.find(({ name }) => name === request.name);
			if (first !== request || !this.#isFree(request)) continue;
			remove(this.#queue, request);
			this.#held.push(request);
			request.grant();
		}
	}

	#drop(request: Request): void {
		remove(this.#queue, request);
		remove(this.#held, request);
		this.#serve();
	}

	#steal(request: Request): void {
		for (const one of this.#held.filter(({ name }) => name === request.name)) {
			remove(this.#held, one);
			one.fail(aborted("The lock was stolen."));
		}
		this.#queue.unshift(request);
	}
}

function remove(list: Request[], request: Request): void {
	const index = list.indexOf(request);
	if (index >= 0) list.splice(index, 1);
}

function aborted(message: string): Error {
	return Object.assign(new Error(message), { name: "AbortError" });
}
