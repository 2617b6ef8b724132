import { afterEach, expect, it } from "vitest";
import type { Instance } from "../gate/gate-place.js";
import { currentModel } from "../model/migration.js";
import { listedOrg, show } from "../test/engine-part.js";
import { journalKeys } from "./keys.js";
import { findMissing, type PutBackParts, putBack } from "./put-back.js";
import { sizedJournal } from "./sized-journal.js";
import { type Device, device } from "./test/journal-scene.js";

let current: Device | undefined;
afterEach(() => current?.close());

it("[JR32] what another tab put back, and a person edited since, is not written over", async () => {
	const on = device();
	current = on;
	const left = await on.boot();
	await show(left.replica, "orgs", { ...listedOrg, id: "o" });
	await (await left.store.org("o")).update({ name: "Eve" });
	await on.wipe();
	const [recordKey = ""] = on.journal.keys("");
	const keys = journalKeys(recordKey.split("/")[0] ?? "");
	const journal = await sizedJournal(on.journal, keys.all, 100_000);
	const parts: PutBackParts = {
		...{ instances: new Map(), journal, keys, model: currentModel },
		aligned: async () => {
			throw new Error("the record is the other tab's by now");
		},
	};
	const missing = await findMissing(parts, on.journal.keys(keys.documents));
	expect(missing.map(({ item }) => item.outcome)).toEqual(["restored"]);
	const { store } = await on.boot();
	const org = await store.org("o");
	await org.update({ description: "since" });
	const records = on.records();
	// Proof of the cast: a collection's storage instance holds documents of its own schema.
	const instance = store.orgs.storageInstance as unknown as Instance;
	const late = { ...parts, instances: new Map([["orgs", instance] as const]) };
	await putBack(late, missing);
	expect([org.name, org.description]).toEqual(["Eve", "since"]);
	expect((await store.pending()).map(({ fields }) => fields)).toEqual([
		["name", "description"],
	]);
	expect(on.records()).toEqual(records);
});
