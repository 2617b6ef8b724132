import type { Device } from "./device.js";

let device: Device | undefined;

export interface Place {
	readonly org: string;
	readonly name: string;
}

/** The one device of this page. */
export function open(): Device {
	if (device === undefined) throw new Error("The store is not open.");
	return device;
}

export function keepDevice(opened: Device | undefined): void {
	device = opened;
}
