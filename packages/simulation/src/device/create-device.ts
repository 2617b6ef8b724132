import { createProcess, type Process } from "../world/process.js";
import type { Device, DeviceOptions, Program } from "./device.js";
import { createDisk } from "./device-storage.js";
import { createMedium } from "./media.js";
import { openProgram } from "./program.js";

/** What changes about a device. */
interface Life {
	boots: number;
	clockOffset: number;
	process: Process | undefined;
	program: Program | undefined;
	readonly reconnecting: Set<() => void>;
}

export function createDevice(options: DeviceOptions): Device {
	const { name, person, storage, time, listener } = options;
	const life: Life = {
		boots: 0,
		clockOffset: 0,
		process: undefined,
		program: undefined,
		reconnecting: new Set(),
	};
	const disk = createDisk(
		() => createMedium(storage),
		time.now,
		(write) => listener.stored(device, write),
	);
	const device: Device = {
		name,
		person,
		disk,
		program: () => life.program,
		isBooting: () => life.process !== undefined && life.program === undefined,
		boot: () => boot(options, device, life),
		crash: () => crash(options, device, life),
		shutDown: () => shutDown(options, device, life),
		reconnected: () => {
			for (const run of [...life.reconnecting]) life.process?.run(run);
		},
		jumpClock: (ms) => {
			life.clockOffset += ms;
		},
		clockOffset: () => life.clockOffset,
		wipe: () => {
			if (life.process !== undefined) return;
			disk.wipe();
			listener.wiped(device);
		},
		isFrozen: () => life.process?.isFrozen() ?? false,
		freeze: () => life.process?.freeze(),
		thaw: () => life.process?.thaw(),
	};
	return device;
}

function boot(options: DeviceOptions, device: Device, life: Life): void {
	if (life.process !== undefined) return;
	life.boots += 1;
	const process = createProcess(`${options.name}#${life.boots}`, options.time);
	life.process = process;
	const random = options.random.fork(`boot ${life.boots}`);
	const { reconnecting } = life;
	const start = async () => {
		const parts = { device, process, random, reconnecting };
		const opened = await openProgram(options, parts);
		life.program = opened;
		options.listener.booted(device);
		await opened.replicator.start();
	};
	start().catch((error: unknown) => {
		options.listener.failed(device, "boot", error);
		if (life.process === process) device.crash();
	});
}

function crash({ listener }: DeviceOptions, device: Device, life: Life): void {
	if (life.process === undefined) return;
	life.process.kill();
	life.process = undefined;
	life.program = undefined;
	life.reconnecting.clear();
	listener.crashed(device);
}

function shutDown(
	{ listener }: DeviceOptions,
	device: Device,
	life: Life,
): void {
	const ending = life.program;
	if (ending === undefined) return;
	life.program = undefined;
	ending.close().then(
		() => {
			listener.closed(device, ending.process.timers());
			ending.process.kill();
			if (life.process === ending.process) life.process = undefined;
		},
		(error: unknown) => listener.failed(device, "close", error),
	);
}
