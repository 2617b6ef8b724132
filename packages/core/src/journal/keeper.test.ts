import { expect, it, onTestFinished } from "vitest";
import { currentModel } from "../model/migration.js";
import { listedOrg, show } from "../test/engine-part.js";
import { createKeeper } from "./keeper.js";
import { journalKeys } from "./keys.js";
import { memoryJournal } from "./memory-journal.js";
import { sizedJournal } from "./sized-journal.js";
import { device } from "./test/journal-scene.js";

/** Two tabs over one journal, and writes of one org by its revision, all of them edits that wait. */
async function twoTabs() {
	const on = device();
	onTestFinished(on.close);
	const { store, replica } = await on.boot();
	await show(replica, "orgs", { ...listedOrg, id: "o" });
	const org = await store.org("o");
	await org.update({ name: "Eve" });
	const stored = await store.orgs.findOne("o").exec(true);
	const document = stored.toMutableJSON(true);
	const journal = memoryJournal();
	const keys = journalKeys("db");
	const tab = async () =>
		createKeeper({
			...{ keys, model: currentModel },
			journal: await sizedJournal(journal, "", 100_000),
			notes: { childKept: async () => {}, written: async () => {} },
			notePerson: async () => {},
			counted: async () => {},
		});
	const write = (_rev: string) => ({
		document: { ...document, _rev, _attachments: {} },
	});
	const kept = () =>
		journal.textByKey.get(keys.document("orgs", "o"))?.split(" ")[1];
	return { one: await tab(), two: await tab(), write, kept };
}

it("[JR23] of two writes of one document in the same moment it has at each the one that is acknowledged", async () => {
	const { one, two, write, kept } = await twoTabs();
	const [first, second] = [write("4-one"), write("4-two")];
	await one.before("orgs", [first]);
	await two.before("orgs", [second]);
	expect(kept(), "while nobody knows which one the store takes").toBe("4-one");

	await one.stored("orgs", first);
	expect(kept(), "when the first one is acknowledged").toBe("4-one");
	await two.failed("orgs", second, first.document);
	expect(kept(), "when the second one was refused").toBe("4-one");
	const again = write("5-two");
	await two.before("orgs", [again]);
	await two.stored("orgs", again);
	expect(kept(), "made again on top of it").toBe("5-two");
});

it("[JR23] the one that came second takes its place when the store has taken it", async () => {
	const { one, two, write, kept } = await twoTabs();
	const [first, second] = [write("4-one"), write("4-two")];
	await one.before("orgs", [first]);
	await two.before("orgs", [second]);
	await two.stored("orgs", second);
	expect(kept()).toBe("4-two");
	await one.failed("orgs", first, second.document);
	expect(kept(), "when the other one was refused").toBe("4-two");
});

it("[JR23] what was made from it already is not taken back by it", async () => {
	const { one, two, write, kept } = await twoTabs();
	const [first, second, third] = [
		write("4-one"),
		write("4-two"),
		write("5-one"),
	];
	await one.before("orgs", [first]);
	await two.before("orgs", [second]);
	await one.before("orgs", [third]);
	await two.stored("orgs", second);
	expect(kept()).toBe("5-one");
});
