import { engineErrorOf, type StoreEnd } from "@engine-offline/core";
import { createProcess } from "../world/process.js";
import type { Device, DeviceOptions, Program } from "./device.js";
import { createDeviceJournal } from "./device-journal.js";
import { createDisk } from "./device-storage.js";
import { leavingOf, settleLeaving } from "./leave.js";
import {
	beginLife,
	closeTab,
	end,
	type Life,
	type Tab,
	type Whose,
} from "./life.js";
import { createMedium } from "./media.js";
import { openProgram } from "./program.js";
import { lookForMissing } from "./whole.js";

/** A person opens so many pages at once. */
const MOST_TABS = 2;

export function createDevice(options: DeviceOptions): Device {
	const { name, storage, time, listener } = options;
	const life = beginLife(options, () => device);
	const disk = createDisk(
		() => createMedium(storage),
		time.now,
		(write) => listener.stored(device, write),
	);
	const device: Device = {
		name,
		get person() {
			return life.person;
		},
		get account() {
			return life.account;
		},
		disk,
		isShared: life.origin !== undefined,
		journal: options.hasJournal ? createDeviceJournal() : undefined,
		...programsOf(life),
		...leavingOf(() => ({ options, device, life })),
		...openingOf(() => ({ options, device, life })),
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
			const { leaving } = life;
			life.reached = 0;
			listener.wiped(device, disk.wipe(), { isLeaving: leaving.size > 0 });
		},
	};
	return device;
}

/** How programs are started on a device. */
function openingOf(
	whose: () => Whose,
): Pick<Device, "boot" | "openTab" | "updateApp" | "updates" | "openOlder"> {
	const mayOpen = () => {
		const { tabs, origin } = whose().life;
		return tabs.size < (origin === undefined ? 1 : MOST_TABS);
	};
	const open = (updates: number) => {
		if (mayOpen()) boot(whose(), updates);
	};
	return {
		boot: () => {
			const { life } = whose();
			if (life.tabs.size === 0) open(life.updates);
		},
		openTab: () => open(whose().life.updates),
		updateApp: () => {
			whose().life.updates += 1;
		},
		updates: () => whose().life.updates,
		openOlder: () => open(Math.max(0, whose().life.updates - 1)),
	};
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

/** Starts a program of the app as it was after so many updates. */
function boot(whose: Whose, updates: number): void {
	const { options, device, life } = whose;
	life.boots += 1;
	const process = createProcess(`${options.name}#${life.boots}`, options.time);
	const tab: Tab = {
		process,
		program: undefined,
		erasing: 0,
		reconnecting: new Set(),
		updates,
	};
	life.tabs.add(tab);
	const random = options.random.fork(`boot ${life.boots}`);
	const page = life.origin?.pageFor(process);
	const before = { left: life.left, reached: life.reached };
	// Older pages hear of it as soon as it begins.
	if (updates > before.reached) life.updatedAt = options.time.now();
	let wasOpen = false;
	const start = async () => {
		const { reconnecting } = tab;
		const parts = { device, process, random, reconnecting, page, updates };
		const opened = await openProgram(options, parts);
		tab.program = opened;
		wasOpen = true;
		void opened.store.closed.then((why) => ended(whose, tab, why));
		// What a newer app had stored may be erased.
		await settleLeaving(whose, opened);
		if (updates < Math.min(before.reached, life.reached))
			throw new Error("An older app opened what a newer one has stored.");
		if (updates > life.reached && device.disk.documents("users").size > 0)
			options.listener.befell(device, "app updated");
		if (updates > life.reached) life.updatedAt = options.time.now();
		life.reached = Math.max(life.reached, updates);
		if (updates > before.reached) await lookForMissing(whose, opened);
		await tellRecovery(options, device, opened);
		options.listener.booted(device);
		await opened.replicator.start();
	};
	start().catch((error: unknown) => {
		const isClosing = wasOpen && tab.program === undefined;
		if (isClosing && isGone(error)) return;
		const isBeside = life.leaving.size > 0 || life.left > before.left;
		bootFailed(whose, { tab, isBeside }, error);
	});
}

function bootFailed(
	{ options, device, life }: Whose,
	{ tab, isBeside }: { readonly tab: Tab; readonly isBeside: boolean },
	error: unknown,
): void {
	const isOlder = tab.updates < life.updates;
	if (isBeside && isGone(error)) options.listener.befell(device, BESIDE);
	else if (isOlder && isTooOld(error))
		options.listener.befell(device, "older app refused");
	else if (isOlder && isGone(error))
		options.listener.befell(device, "older app beside an update");
	else options.listener.failed(device, "boot", error);
	end(life, tab);
	options.listener.crashed(device);
}

const BESIDE = "boot beside a logout";

const isTooOld = (error: unknown) =>
	engineErrorOf(error)?.code === "NEWER_DATA";

/** Whoever opens what another page erases may be told that it is closed, and tries again. */
function isGone(error: unknown): boolean {
	const code = engineErrorOf(error)?.code;
	return code === "STORE_CLOSED" || code === "STORAGE_FAILED";
}

/** A program whose store another page closed shows that to the person, and goes. */
function ended(whose: Whose, tab: Tab, why: StoreEnd): void {
	const { device, life, options } = whose;
	if (why === "closed" || !life.tabs.has(tab) || tab.erasing > 0) return;
	options.listener.befell(device, `store ended ${why}`);
	void closeTab(whose, tab);
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

function crash(
	{ listener }: DeviceOptions,
	device: Device,
	ending: Ending,
): void {
	const tabs = chosen(ending);
	for (const tab of tabs) {
		if (tab.program === undefined && tab.updates > ending.life.reached)
			listener.befell(device, "update cut off");
		end(ending.life, tab);
	}
	if (tabs.length > 0) listener.crashed(device);
}

function shutDown(
	options: DeviceOptions,
	device: Device,
	ending: Ending,
): void {
	for (const tab of chosen(ending)) {
		const { program, process } = tab;
		// A page that is put away is closed without a word to it.
		if (program?.page !== undefined && process.isFrozen()) {
			end(ending.life, tab);
			options.listener.crashed(device);
			continue;
		}
		void closeTab({ options, device, life: ending.life }, tab);
	}
}
