import { describe, expect, it } from "vitest";
import type { Trouble } from "../replicator/origin.js";
import { type Status, type StatusInput, statusOf } from "./status.js";

const quiet: StatusInput = {
	running: true,
	signedOut: undefined,
	wrongAccount: undefined,
	unnamed: false,
	isFirst: false,
	problem: "",
	trouble: undefined,
	held: [],
	listed: 4,
	lists: 4,
	stale: 0,
	busy: false,
	waiting: 0,
	inDoubt: 0,
	parked: 0,
	issues: 0,
	waitingSince: 0,
	asOf: 1,
};

const trouble = (kind: Trouble["kind"]): Trouble => ({
	kind,
	message: "m",
	since: 5,
});

/** One fact each that makes a state; the earlier in the list, the more serious. A new state does not compile without. */
const factsByState: Record<Status["state"], Partial<StatusInput>> = {
	stopped: { running: false },
	"wrong-account": { wrongAccount: "w" },
	"signed-out": { signedOut: "s" },
	"store-failing": { trouble: trouble("store-failing") },
	offline: { trouble: trouble("offline") },
	"engine-failing": { trouble: trouble("engine-failing") },
	"rate-limited": { trouble: trouble("rate-limited") },
	"removals-held": { held: [{ scope: "orgs", count: 21 }] },
	"first-sync": { isFirst: true, listed: 3, asOf: undefined },
	unnamed: { unnamed: true, waiting: 3 },
	pushing: { waiting: 3, inDoubt: 1, waitingSince: 3 },
	"catching-up": { stale: 2 },
	parked: { waiting: 2, parked: 2 },
	"in-sync": {},
};

// Proof of the cast: the keys of the record are exactly the states.
const states = Object.keys(factsByState) as Status["state"][];

describe("the status", () => {
	it.each(states)("[SU3] %s follows from its fact alone", (state) => {
		expect(statusOf({ ...quiet, ...factsByState[state] }).state).toBe(state);
	});

	it("[SU3] of two facts the more serious one is said, whatever the other", () => {
		for (const [index, state] of states.entries())
			for (const lesser of states.slice(index)) {
				const facts = { ...factsByState[lesser], ...factsByState[state] };
				expect([lesser, statusOf({ ...quiet, ...facts }).state]).toEqual([
					lesser,
					state,
				]);
			}
	});

	it("[SU2] in sync is never said while anything waits, is in doubt, held, stale or being worked on", () => {
		const choices = {
			running: [true, false],
			wrongAccount: [undefined, "w"],
			signedOut: [undefined, "s"],
			trouble: [undefined, trouble("offline")],
			held: [[], [{ scope: "orgs", count: 21 }]],
			isFirst: [false, true],
			listed: [4, 3],
			waiting: [0, 1],
			parked: [0, 1],
			stale: [0, 1],
			busy: [false, true],
		};
		for (const facts of products(choices)) {
			const input = { ...quiet, ...facts };
			if (input.parked > input.waiting) continue;
			if (statusOf(input).state !== "in-sync") continue;
			expect(input).toMatchObject({
				running: true,
				waiting: 0,
				parked: 0,
				stale: 0,
				busy: false,
				held: [],
				trouble: undefined,
				signedOut: undefined,
				wrongAccount: undefined,
			});
			expect(!input.isFirst || input.listed === input.lists).toBe(true);
		}
	});

	it("[SU1] the facts are told in every state", () => {
		const facts = { waiting: 3, inDoubt: 1, parked: 1, issues: 2 };
		for (const state of states)
			expect(
				statusOf({ ...quiet, ...factsByState[state], ...facts }),
			).toMatchObject(facts);
	});
});

/** Every combination of one choice for each key. */
function products(
	choices: Readonly<Record<string, readonly unknown[]>>,
): Partial<StatusInput>[] {
	return Object.entries(choices).reduce<Partial<StatusInput>[]>(
		(rows, [key, values]) =>
			rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value }))),
		[{}],
	);
}
