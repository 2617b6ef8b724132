import {
	deviceFaults,
	type FaultName,
	requestFaults,
} from "../network/faults.js";

/** How often something has to occur in a batch for its silence to say anything. */
const ENOUGH = 20;

/** How changes end; what only an Engine with another way of its own brings about is left out. */
const outcomes = [
	"accepted",
	"merged",
	"refused",
	"superseded",
	"cancelled",
] as const;

const stepsByFault: Readonly<Record<string, readonly string[]>> = {
	crash: ["crash", "crashSoon", "crashAtBoot"],
	offline: ["goOffline"],
	freeze: ["freeze"],
	"disk-full": ["fillDisk"],
	wipe: ["wipe"],
	"clock-jump": ["jumpClock"],
	"sign-out": ["signOut"],
	"two-leaders": ["twoLeaders"],
};

/** What did not occur often enough in a batch, so that its passing proves nothing of it. */
export function vacuous(
	counts: ReadonlyMap<string, number>,
	faults: readonly FaultName[],
): string[] {
	const needed = [
		...requestFaults
			.filter((name) => faults.includes(name))
			.map((name) => `fault ${name}`),
		...deviceFaults
			.filter((name) => faults.includes(name))
			.flatMap((name) => stepsByFault[name] ?? [])
			.map((name) => `step ${name}`),
		...outcomes.map((name) => `outcome ${name}`),
	];
	return needed
		.filter((key) => (counts.get(key) ?? 0) < ENOUGH)
		.map((key) => `${key}: ${counts.get(key) ?? 0} times, not ${ENOUGH}`);
}
