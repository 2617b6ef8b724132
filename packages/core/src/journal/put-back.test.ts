import { afterEach, expect, it } from "vitest";
import type { Instance } from "../gate/gate-place.js";
import { currentModel } from "../model/migration.js";
import { listedOrg, show } from "../test/engine-part.js";
import { journalKeys } from "./keys.js";
import { openJournal } from "./open-journal.js";
import { findMissing, type PutBackParts, putBack } from "./put-back.js";
import { sizedJournal } from "./sized-journal.js";
import { type Device, device } from "./test/journal-scene.js";
import { traceOf } from "./trace.js";

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
		exchange: async () => {
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

it("[JR32] a record is exchanged only while it is the one that was put back", async () => {
	const on = device();
	current = on;
	const { store, replica } = await on.boot();
	await show(replica, "orgs", { ...listedOrg, id: "o" });
	const org = await store.org("o");
	await org.update({ name: "Eve" });
	const [putBackText = ""] = on.records().values();
	const putBackDocument = await replica.read("orgs", "o");
	if (putBackDocument === undefined) throw new Error("the org is not stored");
	await org.update({ description: "since" });
	const since = new Map(on.records());
	const [recordKey = ""] = on.journal.keys("");
	const journal = await openJournal({
		...{ journal: on.journal, instances: new Map(), model: currentModel },
		database: recordKey.split("/")[0] ?? "",
		trace: traceOf(undefined, "nothing"),
	});
	const exchange = (held: string) =>
		journal.keeper.exchange("orgs", putBackDocument, held);
	await exchange(putBackText);
	expect(on.records()).toEqual(since);
	await exchange(since.get("orgs/o") ?? "");
	expect([...on.records().values()]).toEqual([putBackText]);
	journal.close();
});
