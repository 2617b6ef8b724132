import type { PersonName } from "../engine/people.js";
import type { Process } from "../world/process.js";
import type { Device, DeviceOptions, Program } from "./device.js";
import { createOrigin, type Origin } from "./page.js";

/** A process of a device, and its program once that is open, until it closes. */
export interface Tab {
	readonly process: Process;
	readonly reconnecting: Set<() => void>;
	/** How often the app was updated by then. */
	readonly updates: number;
	program: Program | undefined;
	/** How many logouts are under way in it that may erase the account. */
	erasing: number;
}

/** What changes about a device. */
export interface Life {
	boots: number;
	clockOffset: number;
	person: PersonName;
	/** The key of the account whose store it opens. */
	account: string;
	readonly tabs: Set<Tab>;
	/** Processes that may have begun to erase the account, as far as nobody knows what came of it. */
	readonly leaving: Set<Process>;
	/** How many programs had been started when the first of them began. */
	bootsBefore: number;
	/** Whether one of them may erase what waits. */
	discards: boolean;
	/** When a newer app last began to bring the documents over, or ended that (virtual ms). */
	updatedAt: number;
	/** How many accounts were erased, and when the last one was (virtual ms). */
	left: number;
	leftAt: number;
	/** How often the app was updated. */
	updates: number;
	/** After how many updates the app was that has opened what is stored. */
	reached: number;
	/** Undefined on a device that has one program at a time. */
	readonly origin: Origin | undefined;
}

export function beginLife(
	{ name, person, isShared, time, random, listener }: DeviceOptions,
	device: () => Device,
): Life {
	const lost = () => listener.befell(device(), "tabs lost a message");
	const origin = isShared
		? createOrigin({ time, random: random.fork("origin"), lost })
		: undefined;
	return {
		boots: 0,
		clockOffset: 0,
		person,
		account: name,
		tabs: new Set(),
		leaving: new Set(),
		bootsBefore: 0,
		discards: false,
		left: 0,
		leftAt: Number.NEGATIVE_INFINITY,
		updates: 0,
		updatedAt: Number.NEGATIVE_INFINITY,
		reached: 0,
		origin,
	};
}

/** Ends a process at once. */
export function end(life: Life, tab: Tab): void {
	tab.process.kill();
	life.tabs.delete(tab);
}

export interface Whose {
	readonly options: DeviceOptions;
	readonly device: Device;
	readonly life: Life;
}

/** Ends a program in good order. */
export async function closeTab(
	{ options: { listener }, device, life }: Whose,
	tab: Tab,
): Promise<void> {
	const { program, process } = tab;
	if (program === undefined) return;
	tab.program = undefined;
	try {
		await program.close();
	} catch (error) {
		listener.failed(device, "close", error);
		return;
	}
	// A lock goes in the moment after.
	await process.wait(1);
	// What a logout still erases is cut off.
	if (tab.erasing > 0) return end(life, tab);
	const channels = life.origin?.bus.channelsOf(process) ?? 0;
	const locks = life.origin?.locksOf(process) ?? [];
	listener.closed(device, { timers: process.timers(), channels, locks });
	end(life, tab);
}
