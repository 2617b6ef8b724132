import { vanished } from "@engine-offline/core/replicate";
import { expect, it } from "vitest";
import { observe } from "./observe.js";
import { context, nameOf, orgOf, seenOrg, sentUpdate } from "./test/org.js";

it("[TR26] found gone by two lists at once it has vanished, not been deleted, and lives when it is shown again", () => {
	for (const name of ["a", "b"]) {
		const edited =
			name === "a"
				? {}
				: { base: { name: "a", description: "" }, made: 1, touched: {} };
		const once = vanished("orgs", orgOf({ name }, edited), 7);
		const twice = vanished("orgs", once, 8);
		expect(twice).toBe(once);
		const back = observe(twice, seenOrg({ name: "c" }), context);
		expect(back).toMatchObject({ _deleted: false });
		expect(back && nameOf(back)).toBe("c");
	}
});

it("[TR26] what was deleted for good stays so", () => {
	const deleted = orgOf({ name: "a" }, { ended: "deleted" }, true);
	expect(vanished("orgs", deleted, 7)).toBe(deleted);
});

it("[TR27] a row that is known already moves nothing in what waits to be deleted", () => {
	const base = { name: "a", description: "" };
	const parked = {
		reason: "quota",
		code: "",
		message: "",
		suggestion: "",
		at: 0,
	} as const;
	for (const waits of [null, parked]) {
		const envelope = { base, made: 1, touched: { "*": 1 }, parked: waits };
		const doc = orgOf({ name: "a" }, envelope, true);
		expect(observe(doc, seenOrg(base, "m0"), context)).toBeUndefined();
		expect(observe(doc, seenOrg(base, "m1"), context)).toMatchObject({
			envelope: { mark: "m1", seen: 2 },
		});
	}
	const sending = orgOf(base, { base, sent: sentUpdate({}), made: 1 }, true);
	expect(observe(sending, seenOrg(base), context)).toBeUndefined();
});
