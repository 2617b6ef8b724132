import type { Issue } from "@engine-offline/core";
import { expect, it } from "vitest";
import { readRoute } from "../react/use-route.js";
import { changeWords } from "./change-words.js";
import { issueTitle, valueRows } from "./issue-words.js";
import { memberRoles, roleWords } from "./role-words.js";
import { stateWords } from "./state-words.js";
import { agoInWords, counted, forInWords } from "./time-words.js";

it("tells time by its largest unit", () => {
	const now = 100_000_000;
	expect(agoInWords(now - 9_999, now)).toBe("just now");
	expect(agoInWords(now - 59_999, now)).toBe("59 seconds ago");
	expect(agoInWords(now - 7_300_000, now)).toBe("2 hours ago");
	expect(forInWords(now - 60_000, now)).toBe(" for 1 minute");
	expect(forInWords(now - 9_999, now)).toBe("");
	expect(counted(1_321, "project")).toBe("1,321 projects");
});

it("says why a row was refused, and what the Engine suggests", () => {
	const refused = {
		state: "refused",
		since: 0,
		issue: "",
		reason: "",
		code: "",
		message: "The org has an active subscription.",
		suggestion: "End it first.",
	} as const;
	expect(stateWords(refused)).toEqual({
		word: "Refused",
		why: "The org has an active subscription. End it first.",
	});
	expect(stateWords({ state: "synced" })).toEqual({ word: "", why: "" });
});

it("names a change by what it changes", () => {
	expect(
		changeWords({ collection: "orgs", kind: "update", fields: ["name"] }),
	).toBe("Change of org (name)");
	expect(
		changeWords({ collection: "members", kind: "delete", fields: [] }),
	).toBe("Removal of member");
});

it("shows of an issue only the fields that differ", () => {
	const issue = {
		kind: "refused",
		change: {
			collection: "projects",
			id: "1",
			edit: 1,
			kind: "update",
			field: "",
		},
		base: { name: "Ant", description: "small" },
		mine: { name: "Bee", description: "small" },
		theirs: { name: "Ant", description: "small" },
	} satisfies Partial<Issue>;
	// Only these members are read.
	const given = issue as unknown as Issue;
	expect(issueTitle(given)).toBe("Change of project (name) was refused");
	expect(valueRows(given)).toEqual([
		{
			field: "name",
			values: [
				{ side: "base", value: "Ant" },
				{ side: "mine", value: "Bee" },
				{ side: "theirs", value: "Ant" },
			],
		},
	]);
});

it("offers the roles of an org, the published ones until the Engine told", () => {
	const catalogue = ["OrgOwner", "OrgExternal", "ProjectOwner", "OrgAuditor"];
	expect(memberRoles(catalogue.map((id) => ({ id, name: id })))).toEqual([
		"OrgOwner",
		"OrgAuditor",
	]);
	expect(memberRoles([])).toContain("OrgViewer");
	expect(roleWords("OrgViewer")).toBe("Viewer");
	expect(roleWords("Gardener")).toBe("Gardener");
});

it("reads the page from the address, and an unknown one as the list", () => {
	expect(readRoute("#/orgs/abc")).toEqual({
		page: "org",
		orgId: "abc",
		tab: "projects",
	});
	expect(readRoute("#/waiting")).toEqual({ page: "waiting" });
	expect(readRoute("#/nonsense")).toEqual({ page: "orgs" });
	expect(readRoute("")).toEqual({ page: "orgs" });
});
