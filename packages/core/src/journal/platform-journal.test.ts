import { IDBFactory } from "fake-indexeddb";
import { expect, it } from "vitest";
import { createTabWorld } from "../tabs/simulated/tab-world.js";
import { type JournalPlatform, platformJournal } from "./platform-journal.js";
import { fakeBuckets } from "./test/fake-buckets.js";
import { textStorage } from "./test/text-storage.js";

const account = "engine-offline-1";
const setTimer: JournalPlatform["setTimer"] = (run, ms) => {
	const timer = setTimeout(run, ms);
	return () => clearTimeout(timer);
};

/** What a platform has, and in which of it a journal puts what it is given. */
async function chosen(given: Partial<JournalPlatform>) {
	const all = {
		buckets: fakeBuckets(),
		indexedDB: new IDBFactory(),
		texts: textStorage(),
	};
	const platform = { ...all, ...given };
	const journal = await platformJournal({ ...platform, setTimer }, account);
	await journal?.write(`${account}/1`, "one");
	const places = {
		buckets: (await all.buckets.keys()).length > 0,
		indexedDB: (await all.indexedDB.databases()).length > 0,
		texts: all.texts.length > 0,
	};
	const used = Object.entries(places).flatMap(([name, is]) =>
		is ? [name] : [],
	);
	return { journal, used, ...all };
}

it("[JR21] lies in the best place that there is", async () => {
	expect((await chosen({})).used).toEqual(["buckets"]);
	expect((await chosen({ buckets: undefined })).used).toEqual(["indexedDB"]);
	const neither = { buckets: undefined, indexedDB: undefined };
	expect((await chosen(neither)).used).toEqual(["texts"]);
	const none = { ...neither, texts: undefined };
	expect((await chosen(none)).journal).toBeUndefined();
});

it("[JR21] passes over a place that denies itself", async () => {
	const denied = {
		...fakeBuckets(),
		open: () => Promise.reject(new Error("no")),
	};
	expect((await chosen({ buckets: denied })).used).toEqual(["indexedDB"]);
});

it("[JR21] [D7] passes over a place that does not answer", async () => {
	const world = createTabWorld(async () => {});
	const silent = { ...fakeBuckets(), open: () => new Promise<never>(() => {}) };
	const texts = textStorage();
	const { setTimer } = world.openTab("one").environment;
	const opening = platformJournal(
		{ buckets: silent, texts, setTimer },
		account,
	);
	await world.time.advance(10_000);
	await (await opening)?.write("1", "one");
	expect(texts.length).toBe(1);
});

it("[JR24] erased, nothing of the account is left in any of them", async () => {
	const { journal, buckets, indexedDB, texts } = await chosen({});
	texts.setItem(`${account}/left`, "1");
	texts.setItem("engine-offline-2/left", "of another account");
	expect(await journal?.erase?.()).toEqual([]);
	expect(await buckets.keys()).toEqual([]);
	expect(await indexedDB.databases()).toEqual([]);
	expect(texts.length).toBe(1);
});
