import { createProcess, type Process } from "../world/process.js";
import type { Device, DeviceOptions, Program } from "./device.js";
import { createDeviceJournal } from "./device-journal.js";
import { createDisk } from "./device-storage.js";
import { createMedium } from "./media.js";
import { createOrigin, type Origin } from "./page.js";
import { openProgram } from "./program.js";

/** A process of a device, and its program once that is open, until it closes. */
interface Tab {
	readonly process: Process;
	readonly reconnecting: Set<() => void>;
	program: Program | undefined;
}

/** What changes about a device. */
interface Life {
	boots: number;
	clockOffset: number;
	readonly tabs: Set<Tab>;
	/** Undefined on a device that has one program at a time. */
	readonly origin: Origin | undefined;
}

/** A person opens so many pages at once. */
const MOST_TABS = 2;

export function createDevice(options: DeviceOptions): Device {
	const { name, person, storage, time, listener } = options;
	const life = beginLife(options, () => device);
	const disk = createDisk(
		() => createMedium(storage),
		time.now,
		(write) => listener.stored(device, write),
	);
	const open = () => boot(options, device, life);
	const device: Device = {
		name,
		person,
		disk,
		isShared: life.origin !== undefined,
		journal: options.hasJournal ? createDeviceJournal() : undefined,
		...programsOf(life),
		boot: () => {
			if (life.tabs.size === 0) open();
		},
		openTab: () => {
			const most = life.origin === undefined ? 1 : MOST_TABS;
			if (life.tabs.size < most) open();
		},
		crash: (program) => crash(options, device, { life, program }),
		shutDown: (program) => shutDown(options, device, { life, program }),
		calm: () => life.origin?.bus.calm(),
		reconnected: () => {
			for (const { process, reconnecting } of life.tabs)
				for (const run of [...reconnecting]) process.run(run);
		},
		jumpClock: (ms) => {
			life.clockOffset += ms;
		},
		clockOffset: () => life.clockOffset,
		wipe: () => {
			if (life.tabs.size > 0) return;
			listener.wiped(device, disk.wipe());
		},
	};
	return device;
}

function beginLife(
	{ isShared, time, random, listener }: DeviceOptions,
	device: () => Device,
): Life {
	const lost = () => listener.befell(device(), "tabs lost a message");
	const origin = isShared
		? createOrigin({ time, random: random.fork("origin"), lost })
		: undefined;
	return { boots: 0, clockOffset: 0, tabs: new Set(), origin };
}

function programsOf({
	tabs,
}: Life): Pick<
	Device,
	"programs" | "program" | "isBooting" | "isFrozen" | "thaw"
> {
	const programs = () => [...tabs].flatMap(({ program }) => program ?? []);
	const awake = () => programs().find(({ process }) => !process.isFrozen());
	return {
		programs,
		program: () => awake() ?? programs()[0],
		isBooting: () => [...tabs].some(({ program }) => program === undefined),
		isFrozen: () =>
			tabs.size > 0 && [...tabs].every(({ process }) => process.isFrozen()),
		thaw: () => {
			for (const { process, program } of tabs)
				(program?.page ?? process).thaw();
		},
	};
}

function boot(options: DeviceOptions, device: Device, life: Life): void {
	life.boots += 1;
	const process = createProcess(`${options.name}#${life.boots}`, options.time);
	const tab: Tab = { process, program: undefined, reconnecting: new Set() };
	life.tabs.add(tab);
	const random = options.random.fork(`boot ${life.boots}`);
	const page = life.origin?.pageFor(process);
	const start = async () => {
		const { reconnecting } = tab;
		const parts = { device, process, random, reconnecting, page };
		const opened = await openProgram(options, parts);
		tab.program = opened;
		await tellRecovery(options, device, opened);
		options.listener.booted(device);
		await opened.replicator.start();
	};
	start().catch((error: unknown) => {
		options.listener.failed(device, "boot", error);
		end(life, tab);
		options.listener.crashed(device);
	});
}

/** What was found lost is told before anything is judged, and the person has seen it. */
async function tellRecovery(
	{ listener }: DeviceOptions,
	device: Device,
	{ store }: Program,
): Promise<void> {
	if (store.recovery === undefined) return;
	listener.recovered(device, store.recovery.items);
	await store.dismissRecovery();
}

interface Ending {
	readonly life: Life;
	/** The only one that ends. */
	readonly program: Program | undefined;
}

function chosen({ life, program }: Ending): Tab[] {
	return [...life.tabs].filter(
		(tab) => program === undefined || tab.program === program,
	);
}

function end(life: Life, tab: Tab): void {
	tab.process.kill();
	life.tabs.delete(tab);
}

function crash(
	{ listener }: DeviceOptions,
	device: Device,
	ending: Ending,
): void {
	const tabs = chosen(ending);
	for (const tab of tabs) end(ending.life, tab);
	if (tabs.length > 0) listener.crashed(device);
}

function shutDown(
	{ listener }: DeviceOptions,
	device: Device,
	ending: Ending,
): void {
	for (const tab of chosen(ending)) {
		const { program, process } = tab;
		// A page that is put away is closed without a word to it.
		if (program?.page !== undefined && process.isFrozen()) {
			end(ending.life, tab);
			listener.crashed(device);
			continue;
		}
		if (program === undefined) continue;
		tab.program = undefined;
		program.close().then(
			() => {
				const channels = ending.life.origin?.bus.channelsOf(process) ?? 0;
				listener.closed(device, { timers: process.timers(), channels });
				end(ending.life, tab);
			},
			(error: unknown) => listener.failed(device, "close", error),
		);
	}
}
