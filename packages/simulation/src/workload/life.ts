import type { Device } from "../device/device.js";
import { drawWeather, type FaultName } from "../network/faults.js";
import type { Stage, WorldAction } from "./context.js";

const anyDevice = ({ random, devices }: Stage) => random.pick(devices);

export const crash: WorldAction = (stage) => {
	const device = anyDevice(stage);
	if (device.program() === undefined && !device.isBooting()) return undefined;
	device.crash();
	return device.name;
};

/** No crash comes longer than this after it was asked for. */
export const LONGEST_CRASH_MS = 400;

/** A crash at a moment of its own, so that it comes between whatever steps. */
export const crashSoon: WorldAction = (stage) => {
	const device = anyDevice(stage);
	stage.time.setTimer(
		() => device.crash(),
		stage.random.between(1, LONGEST_CRASH_MS),
	);
	return device.name;
};

/** A crash while it opens the store. */
export const crashAtBoot: WorldAction = (stage) => {
	const device = bootOne(stage);
	if (device === undefined) return undefined;
	stage.time.setTimer(() => device.crash(), stage.random.between(0, 40));
	return device.name;
};

export const boot: WorldAction = (stage) => bootOne(stage)?.name;

function bootOne(stage: Stage): Device | undefined {
	const off = stage.devices.filter(
		(device) => device.program() === undefined && !device.isBooting(),
	);
	if (off.length === 0) return undefined;
	const device = stage.random.pick(off);
	device.boot();
	return device;
}

export const shutDown: WorldAction = (stage) => {
	const device = anyDevice(stage);
	if (device.program() === undefined) return undefined;
	device.shutDown();
	return device.name;
};

export const goOffline: WorldAction = (stage) => {
	const device = anyDevice(stage);
	stage.network.setOnline(device.name, false);
	return device.name;
};

export const goOnline: WorldAction = (stage) => {
	const device = anyDevice(stage);
	stage.network.setOnline(device.name, true);
	if (stage.random.chance(0.5)) {
		stage.prodded(device);
		device.reconnected();
	}
	return device.name;
};

/** Stops or starts replicating, or asks for everything now. */
export const replicate: WorldAction = (stage) => {
	const device = anyDevice(stage);
	const program = device.program();
	if (program === undefined) return undefined;
	const act = stage.random.pick([
		"start",
		"stop",
		"syncNow",
		"syncNow",
	] as const);
	stage.prodded(device);
	program.replicator[act]().catch((error: unknown) =>
		stage.unexpected(device, act, error),
	);
	return `${device.name} ${act}`;
};

/** Something comes on screen for a while. */
export const watch: WorldAction = (stage) => {
	const device = anyDevice(stage);
	const program = device.program();
	const org = [...device.disk.documents("orgs").values()].find(
		({ _deleted }) => !_deleted,
	);
	if (program === undefined || org === undefined) return undefined;
	const list = stage.random.pick(["org-projects", "org-users"] as const);
	const release = program.store.watch({ list, orgId: org.id });
	stage.time.setTimer(release, stage.random.between(1_000, 60_000));
	return `${device.name} ${list} ${org.id}`;
};

/** The network becomes better or worse. */
export function changeWeather(faults: readonly FaultName[]): WorldAction {
	return (stage) => {
		const weather = drawWeather(stage.random, faults);
		stage.network.setWeather(weather);
		const shares = [...weather].filter(([, share]) => share > 0);
		return shares.map(([name, share]) => `${name} ${share}`).join(", ");
	};
}
