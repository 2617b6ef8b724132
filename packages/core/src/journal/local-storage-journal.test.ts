import { expect, it } from "vitest";
import { localStorageJournal } from "./local-storage-journal.js";

/** What a page has, with room for so many records. */
function textStorage(room: number) {
	const texts = new Map<string, string>([["of the app", "untouched"]]);
	return {
		get length() {
			return texts.size;
		},
		key: (index: number) => [...texts.keys()][index] ?? null,
		getItem: (key: string) => texts.get(key) ?? null,
		setItem: (key: string, text: string) => {
			if (!texts.has(key) && texts.size >= room)
				throw new DOMException("no room", "QuotaExceededError");
			texts.set(key, text);
		},
		removeItem: (key: string) => void texts.delete(key),
	};
}

it("[JR20] a journal in localStorage touches only its own keys, and keeps what was there when there is no room", async () => {
	const storage = textStorage(3);
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
