import type { Environment } from "@engine-offline/core";
import type { Process } from "../world/process.js";
import type { Random } from "../world/random.js";
import type { VirtualTime } from "../world/virtual-time.js";

/** The way from page to page of a device: what is posted may be lost, late, or come twice. */
export interface PageBus {
	open(
		process: Process,
		name: string,
		hear: (message: unknown) => void,
	): ReturnType<NonNullable<Environment["openChannel"]>>;
	/** From now on nothing is lost. */
	calm(): void;
	/** How many channels a process has open. */
	channelsOf(process: Process): number;
}

interface Channel {
	readonly process: Process;
	readonly name: string;
	readonly hear: (message: unknown) => void;
}

export interface BusOptions {
	readonly time: VirtualTime;
	readonly random: Random;
	readonly lost: () => void;
}

export function createBus({ time, random, lost }: BusOptions): PageBus {
	let share = random.pick([0, 0.1, 0.5]);
	const channels = new Set<Channel>();
	let posted = 0;
	const deliver = (to: Channel, message: unknown, ms: number) => {
		const copy: unknown = structuredClone(message);
		time.setTimer(
			() => to.process.run(() => channels.has(to) && to.hear(copy)),
			ms,
		);
	};
	const post = (from: Channel, message: unknown) => {
		for (const to of channels) {
			if (to.name !== from.name || to.process === from.process) continue;
			const fate = random.fork(`message ${++posted}`);
			if (fate.chance(share)) {
				lost();
				continue;
			}
			deliver(to, message, delayOf(fate));
			if (fate.chance(0.05)) deliver(to, message, delayOf(fate));
		}
	};
	return {
		open: (process, name, hear) => {
			const channel = { process, name, hear };
			channels.add(channel);
			process.onKill(() => channels.delete(channel));
			return {
				post: (message) => {
					if (process.isAlive() && channels.has(channel))
						post(channel, message);
				},
				close: () => {
					channels.delete(channel);
				},
			};
		},
		calm: () => {
			share = 0;
		},
		channelsOf: (process) =>
			[...channels].filter((one) => one.process === process).length,
	};
}

function delayOf(random: Random): number {
	return random.weighted([
		[random.between(0, 5), 20],
		[random.between(5, 200), 4],
		[random.between(200, 5_000), 1],
	]);
}
