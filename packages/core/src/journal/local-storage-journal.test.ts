import { expect, it } from "vitest";
import { localStorageJournal } from "./local-storage-journal.js";
import { textStorage } from "./test/text-storage.js";

it("[JR20] a journal in localStorage touches only its own keys, and keeps what was there when there is no room", async () => {
	const storage = textStorage(3, { "of the app": "untouched" });
	const journal = localStorageJournal(storage);
	await journal.write("a/1", "one");
	await journal.write("a/2", "two");
	expect(() => journal.write("b/1", "three")).toThrow("no room");
	expect(await journal.keys("a/")).toEqual(["a/1", "a/2"]);
	await journal.write("a/1", "anew");
	expect([await journal.read("a/1"), await journal.read("b/1")]).toEqual([
		"anew",
		undefined,
	]);
	await journal.remove("a/1");
	await journal.remove("a/1");
	expect(await journal.keys("")).toEqual(["of the app", "a/2"]);
});
