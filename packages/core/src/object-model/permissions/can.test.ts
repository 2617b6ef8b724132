import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { listedOrg, show } from "../../test/engine-part.js";
import { codeOf } from "../../test/gate-scene.js";
import { openTestStore } from "../../test/open-test-store.js";
import { actions } from "./permission-table.js";
import { type Grounds, verdictOf } from "./verdict.js";

const grounds: Grounds = {
	reach: "listed",
	userId: "u",
	member: undefined,
	roles: [],
	asOf: 7,
};

/** The whole table as it is published, read aloud: what each org role may do. */
const expected: Record<string, Record<string, string>> = {
	Owner: { all: "allowed" },
	Editor: {
		all: "refused",
		createProject: "allowed",
		updateProject: "unknown",
		deleteProject: "unknown",
	},
	Viewer: {
		all: "refused",
		updateProject: "unknown",
		deleteProject: "unknown",
	},
	External: {
		all: "refused",
		updateProject: "unknown",
		deleteProject: "unknown",
	},
};

describe("can", () => {
	it("[OM29] follows the published table for every role and action", () => {
		for (const [role, verdicts] of Object.entries(expected))
			for (const action of actions) {
				const member = { role: `Org${role}`, external: false };
				const verdict = verdictOf(action, { ...grounds, member });
				expect([role, action, verdict.verdict]).toEqual([
					role,
					action,
					verdicts[action] ?? verdicts.all,
				]);
				expect(verdict.rule).not.toBe("");
				expect(verdict.asOf).toBe(7);
			}
	});
	it("[OM30] is unknown where the role or the person is", () => {
		const owner = { role: "OrgOwner", external: false };
		const unknown: readonly Partial<Grounds>[] = [
			{},
			{ userId: "", member: owner },
			{ member: { role: "OrgAstronaut", external: false } },
		];
		for (const given of unknown)
			expect(verdictOf("addUser", { ...grounds, ...given }).verdict).toBe(
				"unknown",
			);
	});
	it("[OM29] an external person has the role External, and a role may be named by its id", () => {
		const external = { role: "OrgOwner", external: true };
		expect(
			verdictOf("createProject", { ...grounds, member: external }).verdict,
		).toBe("refused");
		const byId = { role: "r1", external: false };
		for (const name of ["OrgEditor", "Org Editor", "Editor"]) {
			const roles = [{ id: "r1", name }];
			expect(
				verdictOf("createProject", { ...grounds, roles, member: byId }).verdict,
			).toBe("allowed");
		}
	});
	it("[OM31] an org known by name only allows nothing", () => {
		const reach = "reference";
		const member = { role: "OrgOwner", external: false };
		const verdicts = actions.map(
			(action) => verdictOf(action, { ...grounds, reach, member }).verdict,
		);
		expect(new Set(verdicts)).toEqual(new Set(["refused", "unknown"]));
	});
	it("[OM32] follows one's own membership, and never refuses a write", async () => {
		const { store, replica } = await openTestStore();
		await show(replica, "orgs", { ...listedOrg, id: "o" });
		const org = await store.org("o");
		expect((await org.can("updateOrg")).verdict).toBe("unknown");
		const seen: string[] = [];
		const watching = org
			.can$("updateOrg")
			.subscribe(({ verdict }) => seen.push(verdict));
		await firstValueFrom(org.can$("updateOrg"));
		await replica.record.change({
			userId: "u",
			listedAt: { "org-users:o": 3 },
		});
		await show(replica, "members", {
			id: "m",
			orgId: "o",
			userId: "u",
			role: "OrgViewer",
			external: false,
			invite: null,
		});
		expect(await org.can("updateOrg")).toMatchObject({
			verdict: "refused",
			rule: "Changing an org takes the org role Owner.",
			asOf: 3,
		});
		watching.unsubscribe();
		expect(seen).toEqual(["unknown", "refused"]);
		await org.update({ name: "Written all the same" });
		expect(org.name).toBe("Written all the same");
	});
	it("[OM32] asks for a known action", async () => {
		const { store } = await openTestStore();
		const org = await store.createOrg("O");
		// Proof of the cast: the point is what the compiler would not let through.
		expect(await codeOf(org.can("fly" as never))).toBe("INVALID_FIELD");
	});
});
