import type { Action, Verdict } from "@engine-offline/core";
import { of } from "rxjs";
import { ofOrg, type StoreQuery } from "./store-queries.js";

/** What can be said of an org that is not here. */
const noOrg: Verdict = {
	verdict: "unknown",
	rule: "This org is not here, so nothing is known about it.",
	asOf: 0,
};

export const canQuery = (
	orgId: string,
	action: Action,
): StoreQuery<Verdict> => ({
	key: `can/${orgId}/${action}`,
	observe: (store) =>
		ofOrg(store, orgId, (org) => org?.can$(action) ?? of(noOrg)),
});
