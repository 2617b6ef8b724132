import { openPoints } from "../engine/other-ways.js";
import {
	type DeviceFault,
	deviceFaults,
	type FaultName,
	requestFaults,
} from "../network/faults.js";

/** How often something has to occur in a batch of a thousand seeds for its silence to say anything. */
const ENOUGH = 20;
/** From so many seeds on a batch has to show that everything occurred in it. */
const FROM_SEEDS = 200;

/** How changes end; what only an Engine with another way of its own brings about is left out. */
const outcomes = [
	"accepted",
	"merged",
	"refused",
	"superseded",
	"cancelled",
] as const;

/** What has to be counted of each fault of a device. */
const countedAs: Readonly<Record<DeviceFault, readonly string[]>> = {
	crash: ["step crash", "step crashSoon", "step crashAtBoot"],
	offline: ["step goOffline"],
	freeze: ["step freeze"],
	"disk-full": ["step fillDisk"],
	wipe: ["step wipe"],
	"clock-jump": ["step jumpClock"],
	"sign-out": ["step signOut"],
	"two-leaders": ["step twoLeaders"],
	"slow-disk": ["fault slow-disk"],
	nearby: ["fault nearby"],
	tabs: [
		"step openTab",
		"step closeTab",
		"step crashTab",
		"step freezeTab",
		"step switchTab",
		"tabs lost a message",
		"takeover",
	],
	logout: [
		"step logOut",
		"left",
		"logout kept",
		"logout warned",
		"logout finished later",
		"store ended wiped",
	],
	updates: [
		"step updateApp",
		"app updated",
		"update cut off",
		"older app refused",
		"store ended newer-version",
	],
	journal: ["step loseStore", "journal restored", "journal restored-in-doubt"],
};

/** What did not occur often enough in a batch of so many seeds, so that its passing proves nothing of it. */
export function vacuous(
	counts: ReadonlyMap<string, number>,
	faults: readonly FaultName[],
	seeds: number,
): string[] {
	if (seeds < FROM_SEEDS) return [];
	const enough = Math.ceil(ENOUGH * Math.min(1, seeds / 1_000));
	const needed = [
		...requestFaults
			.filter((name) => faults.includes(name))
			.map((name) => `fault ${name}`),
		...deviceFaults
			.filter((name) => faults.includes(name))
			.flatMap((name) => countedAs[name]),
		...(faults.includes("other-ways")
			? openPoints.map((name) => `way ${name}`)
			: []),
		...outcomes.map((name) => `outcome ${name}`),
	];
	return needed
		.filter((key) => (counts.get(key) ?? 0) < enough)
		.map((key) => `${key}: ${counts.get(key) ?? 0} times, not ${enough}`);
}
