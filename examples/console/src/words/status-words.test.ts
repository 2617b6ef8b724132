import type { Status } from "@engine-offline/sync";
import { expect, it } from "vitest";
import { type Surroundings, statusWords } from "./status-words.js";

const now = 1_000_000;
const online: Surroundings = { reach: "online", now };
const facts = {
	waiting: 0,
	inDoubt: 0,
	parked: 0,
	issues: 0,
	waitingSince: 0,
	asOf: now - 240_000,
};

it("says in sync with the age of the oldest list, and that nothing waits", () => {
	expect(statusWords({ ...facts, state: "in-sync" }, online)).toEqual({
		tone: "calm",
		headline: "In sync.",
		details: ["Nothing waits.", "The oldest list was fetched 4 minutes ago."],
	});
});

it("says at once that the switch is off, whatever the replicator knows yet", () => {
	const words = statusWords(
		{ ...facts, state: "in-sync", waiting: 2, waitingSince: now - 61_000 },
		{ reach: "switched-off", now },
	);
	expect(words).toMatchObject({
		tone: "attention",
		headline: "Offline: you chose to work offline.",
	});
	expect(words.details).toContain(
		"2 changes waiting, the oldest made 1 minute ago.",
	);
});

it("only mentions that the browser sees no network: whether the Engine answers is what counts", () => {
	const words = statusWords(
		{ ...facts, state: "in-sync" },
		{ reach: "no-network", now },
	);
	expect(words.headline).toBe("In sync.");
	expect(words.details).toContain("The browser sees no network.");
});

it("asks for a password before it speaks of the network", () => {
	const status: Status = { ...facts, state: "signed-out", message: "Expired." };
	expect(statusWords(status, { reach: "switched-off", now })).toMatchObject({
		headline: "Expired.",
		offer: "sign-in",
	});
});

it("counts a first sync, and says what holds it up", () => {
	const status: Status = {
		...facts,
		state: "first-sync",
		listed: 3,
		lists: 418,
		problem: "",
		asOf: undefined,
	};
	expect(statusWords(status, online)).toMatchObject({
		tone: "busy",
		headline: "First sync: 3 of 418 lists.",
		progress: { done: 3, all: 418 },
	});
	const stuck = { ...status, problem: "The Engine did not answer in time." };
	expect(statusWords(stuck, online)).toMatchObject({
		tone: "attention",
		headline: "First sync: 3 of 418 lists. The Engine did not answer in time.",
	});
});

it("does not count what is parked among what is sent", () => {
	const status: Status = { ...facts, state: "pushing", waiting: 3, parked: 2 };
	const words = statusWords({ ...status, waitingSince: now }, online);
	expect(words.headline).toBe("Sending 1 change.");
	expect(words.details).toContain("2 changes parked.");
});

it("names how much vanished and offers to let it go", () => {
	const status: Status = {
		...facts,
		state: "removals-held",
		held: [
			{ scope: "orgs", count: 30 },
			{ scope: "org-projects:1", count: 21 },
		],
	};
	expect(statusWords(status, online)).toMatchObject({
		headline:
			"The Engine no longer shows 51 things that are here. Nothing was removed yet.",
		offer: "confirm-removals",
	});
});
