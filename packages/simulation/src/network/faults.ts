import type { Random } from "../world/random.js";

/** What can befall a request. Each is drawn by its own share. */
export const requestFaults = [
	/** It never reaches the Engine, and the caller hears so. */
	"drop-before",
	/** It never reaches the Engine, and the caller hears nothing. */
	"vanish",
	/** It takes place, and the connection breaks before its answer. */
	"drop-after",
	/** It takes place, and the caller hears nothing. */
	"hang",
	/** It takes place long after the caller gave it up, at most two minutes. */
	"late",
	/** It takes seconds. */
	"slow",
	/** It takes place twice; only what can be repeated safely. */
	"duplicate",
	"truncate",
	/** A list from a replica that lags, at most 30 s. */
	"stale",
	/** A list with rows missing. */
	"short",
	/** A list of which one row cannot be read. */
	"bad-row",
	"html",
	"http-401",
	"http-403",
	"http-404",
	"http-409",
	"http-429",
	"http-429-later",
	"http-500",
	/** A 500 although the write took place. */
	"http-500-done",
	"http-503",
] as const;

/** What can befall a device. */
export const deviceFaults = [
	"crash",
	/** No connection for a while. */
	"offline",
	/** Nothing of the program goes on for a while. */
	"freeze",
	/** Every write to the storage fails for a while. */
	"disk-full",
	/** All that was stored is destroyed while it is off. */
	"wipe",
	/** The wall clock jumps by up to a day, back or forth. */
	"clock-jump",
	/** The person signs out, and somebody signs in again. */
	"sign-out",
	/** Two replicators at once on one store. */
	"two-leaders",
	/** A person logs out, and takes everything of the account from the device, or not. */
	"logout",
	/** Writes to the storage take a while, seldom a second. */
	"slow-disk",
	/** A third of the devices are beside their Engine, which answers them before their own disk does. */
	"nearby",
	/** One or two pages at once on one store, of which one leads; words between them are lost, late or come twice. */
	"tabs",
	/** The app is updated, and older pages or an older app meet what the newer one stores. */
	"updates",
	/** Half of the devices keep a journal of what waits. It outlives a wipe, and they are wiped more often. */
	"journal",
] as const;

/** What people and operators do on the Engine meanwhile. */
export const engineFaults = [
	"foreign",
	"operator",
	/** The Engine decides what its contract leaves open the other way. */
	"other-ways",
] as const;

export const faultNames = [
	...requestFaults,
	...deviceFaults,
	...engineFaults,
] as const;

export type RequestFault = (typeof requestFaults)[number];
export type DeviceFault = (typeof deviceFaults)[number];
export type FaultName = (typeof faultNames)[number];

/** The share of requests that each fault befalls. */
export type Weather = ReadonlyMap<RequestFault, number>;

export const calm: Weather = new Map();

/**
 * Some faults often, some seldom, most not at all: each seed has a weather of its own. What is not allowed is drawn
 * too, so that the others stay as they are without it.
 */
export function drawWeather(
	random: Random,
	allowed: readonly FaultName[],
): Weather {
	const shares = [0, 0, 0.01, 0.03, 0.1];
	const overall = random.pick([0.3, 1, 1, 2]);
	const drawn = requestFaults.map(
		(name) => [name, random.pick(shares) * overall] as const,
	);
	return new Map(drawn.filter(([name]) => allowed.includes(name)));
}

/** The fault of one request, if any. */
export function drawFault(
	weather: Weather,
	random: Random,
): RequestFault | undefined {
	let left = random.next();
	for (const [name, share] of weather) {
		left -= share;
		if (left < 0) return name;
	}
	return undefined;
}
