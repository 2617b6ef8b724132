import { describe, expect, it } from "vitest";
import type { Status } from "../status/status.js";
import { type FollowerView, followerStatus } from "./follower-status.js";

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
	const show = (view: Partial<FollowerView>) =>
		followerStatus({
			told: inSync,
			counted: nothing,
			isLeaderHeard: true,
			refusal: undefined,
			...view,
		});

	it("[LD2] is nothing before a leader was heard, and then what it says", () => {
		expect(show({ told: undefined })).toBeUndefined();
		expect(show({})).toEqual(inSync);
	});

	it("[LD2] is never in sync while something waits here, whatever the leader knows", () => {
		expect(show({ counted: one })).toEqual({
			...one,
			asOf: 5,
			state: "pushing",
		});
		expect(show({ told: offline, counted: one })).toEqual({
			...offline,
			...one,
		});
		const parked = { ...one, parked: 1 };
		expect(
			show({ told: { ...inSync, state: "parked" }, counted: parked }),
		).toEqual({ ...parked, asOf: 5, state: "parked" });
	});

	it("[LD2] is in sync no longer when the leader is silent", () => {
		expect(show({ isLeaderHeard: false })).toEqual({
			...nothing,
			asOf: 5,
			state: "catching-up",
			stale: 1,
			problem: "",
		});
	});
});
