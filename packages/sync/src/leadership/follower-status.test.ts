import { describe, expect, it } from "vitest";
import type { Status } from "../status/status.js";
import { followerStatus } from "./follower-status.js";

const nothing = {
	waiting: 0,
	inDoubt: 0,
	parked: 0,
	issues: 0,
	waitingSince: 0,
};
const one = { ...nothing, waiting: 1, waitingSince: 7 };
const inSync: Status = { ...nothing, asOf: 5, state: "in-sync" };
const offline: Status = {
	...nothing,
	asOf: 5,
	state: "offline",
	message: "m",
	since: 3,
};

describe("the status of a follower", () => {
	it.each([
		["nothing before a leader was heard", undefined, nothing, true, undefined],
		["what the leader says", inSync, nothing, true, inSync],
		[
			"what waits here, though the leader does not know of it",
			inSync,
			one,
			true,
			{ ...one, asOf: 5, state: "pushing" },
		],
		[
			"in sync no longer when the leader is silent",
			inSync,
			nothing,
			false,
			{ ...nothing, asOf: 5, state: "catching-up", stale: 1, problem: "" },
		],
		[
			"what is wrong, with what waits here",
			offline,
			one,
			true,
			{ ...offline, ...one },
		],
		[
			"parked changes are no pushing",
			{ ...inSync, state: "parked" },
			{ ...one, parked: 1 },
			true,
			{ ...one, parked: 1, asOf: 5, state: "parked" },
		],
	] as const)("[LD2] is %s", (_, told, counted, isLeaderHeard, expected) => {
		expect(followerStatus({ told, counted, isLeaderHeard })).toEqual(expected);
	});
});
