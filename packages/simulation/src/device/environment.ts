import { type Environment, systemEnvironment } from "@engine-offline/core";
import { EPOCH_MS } from "../world/platform.js";
import type { Process } from "../world/process.js";
import type { Random } from "../world/random.js";
import type { VirtualTime } from "../world/virtual-time.js";

export interface EnvironmentParts {
	readonly process: Process;
	readonly time: VirtualTime;
	readonly random: Random;
	/** How far the device's wall clock is off (ms). */
	readonly clockOffset: () => number;
	readonly fetch: typeof fetch;
	/** Told of whoever wants to hear that the network is back. */
	readonly onReconnect: Environment["onReconnect"];
}

/** All that reaches a device's program from outside, of this world. */
export function createEnvironment(parts: EnvironmentParts): Environment {
	const { process, time, random, clockOffset, fetch, onReconnect } = parts;
	const bootedAt = time.now();
	return {
		now: () => EPOCH_MS + Math.floor(time.now()) + clockOffset(),
		monotonic: () => time.now() - bootedAt,
		random: random.next,
		uuid: random.uuid,
		setTimer: process.setTimer,
		fetch,
		onReconnect,
		hash: systemEnvironment().hash,
	};
}
