import type { Random } from "./random.js";
import type { VirtualTime } from "./virtual-time.js";

/** Where virtual time begins on the wall clock, so that dates look like dates. */
export const EPOCH_MS = 1_700_000_000_000;

type Handle = { readonly off: () => void };

/**
 * Puts the world's clock, timers, randomness and memory in place of the platform's, for the libraries that reach out for them
 * (RxDB, RxJS). The returned function puts everything back.
 */
export function takeOverPlatform(
	time: VirtualTime,
	random: Random,
): () => void {
	const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;
	// IndexedDB goes from task to task by it.
	const { setImmediate } = globalThis;
	const { WeakRef: weakRef, FinalizationRegistry: registry } = globalThis;
	const { now } = Date;
	const { random: platformRandom } = Math;
	const startTimer = (run: () => void, ms = 0): Handle => ({
		off: time.setTimer(run, ms),
	});
	const stopTimer = (handle: Handle | undefined) => handle?.off();
	Object.assign(globalThis, {
		setTimeout: startTimer,
		clearTimeout: stopTimer,
		setInterval: (run: () => void, ms: number) => repeat(time, run, ms),
		clearInterval: stopTimer,
		setImmediate: (run: () => void) => startTimer(run),
		// RxDB reads a document from storage once its copy in memory is collected as garbage, whenever that is.
		WeakRef: StrongRef,
		FinalizationRegistry: NoRegistry,
	});
	Date.now = () => EPOCH_MS + Math.floor(time.now());
	Math.random = random.next;
	return () => {
		Object.assign(globalThis, {
			setTimeout,
			clearTimeout,
			setInterval,
			clearInterval,
			setImmediate,
			WeakRef: weakRef,
			FinalizationRegistry: registry,
		});
		Date.now = now;
		Math.random = platformRandom;
	};
}

/** What it refers to stays until the world ends. */
class StrongRef<Value> {
	readonly #value: Value;

	constructor(value: Value) {
		this.#value = value;
	}

	deref(): Value {
		return this.#value;
	}
}

class NoRegistry {
	register(): void {}
	unregister(): void {}
}

function repeat(time: VirtualTime, run: () => void, ms: number): Handle {
	let off = () => {};
	const again = () => {
		off = time.setTimer(
			() => {
				again();
				run();
			},
			Math.max(1, ms),
		);
	};
	again();
	return { off: () => off() };
}
