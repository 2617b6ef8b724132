import { createEnvelope, type Stored } from "@engine-offline/core/replicate";
import { expect, it } from "vitest";
import { scopeShowing } from "./scope.js";

const org = (given: Partial<Stored> & { reach?: string }): Stored => ({
	id: "o",
	_deleted: false,
	_rev: "1-a",
	_meta: { lwt: 1 },
	_attachments: {},
	envelope: createEnvelope({ remoteId: "r" }),
	...given,
});

it("[PU15] what was made in an org known by name only, or deleted here, is looked for in the sweep", () => {
	const showing = (doc: Stored) =>
		scopeShowing({ get: () => doc }, "projects", "o");
	expect(showing(org({ reach: "listed" }))).toEqual({
		list: "org-projects",
		orgId: "o",
	});
	expect(showing(org({ reach: "reference" }))).toEqual({ list: "projects" });
	expect(showing(org({ _deleted: true }))).toEqual({ list: "projects" });
	expect(scopeShowing({ get: () => undefined }, "orgs", "")).toEqual({
		list: "orgs",
	});
});
