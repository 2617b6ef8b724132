import type { WorldAction } from "./context.js";

/** Each update brings all that is stored over once more. */
const MOST = 3;

/** A newer app is there for whoever opens it next: another page beside those that are open, or the app anew. */
export const updateApp: WorldAction = ({ random, devices, time }) => {
	const device = random.pick(devices);
	const cutOffMs = random.chance(0.4) ? random.between(0, 80) : undefined;
	if (device.updates() >= MOST) return undefined;
	device.updateApp();
	if (!device.isShared) {
		device.crash();
		device.boot();
	} else device.openTab();
	if (cutOffMs !== undefined) time.setTimer(() => device.crash(), cutOffMs);
	return `${device.name}${cutOffMs === undefined ? "" : `, cut off after ${cutOffMs} ms`}`;
};

/** Somebody opens the app as it was before: it must not touch what it does not know. */
export const openOlderApp: WorldAction = ({ random, devices }) => {
	const updated = devices.filter((device) => device.updates() > 0);
	if (updated.length === 0) return undefined;
	const device = random.pick(updated);
	if (!device.isShared) device.crash();
	device.openOlder();
	return device.name;
};
