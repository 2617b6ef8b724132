import type { UnsyncedItem } from "@engine-offline/core";
import { expect, it } from "vitest";
import { filtered, searchable, shownOfAll } from "./filter.js";
import { someOf } from "./list-words.js";
import { recoveryHeadline, recoveryLine } from "./recovery-words.js";
import { unsyncedWords } from "./unsynced-words.js";

it("names the first few, and counts the rest", () => {
	expect(someOf([], "project")).toBe("no projects");
	expect(someOf(["Ant"], "project")).toBe("1 project: Ant");
	expect(someOf("abcdefg".split(""), "project")).toBe(
		"7 projects: a, b, c, d, e and 2 more",
	);
});

it("finds what has the words in any of its texts, whatever the case", () => {
	const items = [["Ant", "Small"], ["Bee", "antenna"], ["Cat"]];
	const all = searchable(items, (texts) => texts);
	expect(filtered(all, " ANT ")).toEqual([items[0], items[1]]);
	expect(filtered(all, "")).toEqual(items);
	expect(shownOfAll(1, 3, "org")).toBe("1 of 3 orgs");
	expect(shownOfAll(0, 0, "org")).toBe("No orgs yet.");
	expect(shownOfAll(0, undefined, "org")).toBe("Reading what is kept here…");
});

it("says in a line what a sign-out would leave or lose", () => {
	const change = {
		type: "change",
		collection: "projects",
		kind: "update",
		label: "Ant",
		values: { name: "Ant", description: "new" },
		base: { name: "Ant", description: "old" },
	};
	// Only these members are read.
	const item = change as unknown as UnsyncedItem;
	expect(unsyncedWords(item)).toBe("Change of project (description): Ant");
	const issue = {
		type: "issue",
		kind: "contested",
		label: "Ant",
		field: "name",
	};
	expect(unsyncedWords(issue as unknown as UnsyncedItem)).toBe(
		"Changed by somebody else too, and not decided yet: Ant (name)",
	);
});

it("counts what came back after the browser destroyed its storage, and what did not", () => {
	const base = { collection: "projects", id: "1", text: "" } as const;
	const back = { ...base, label: "Ant", outcome: "restored", why: "" } as const;
	const lost = {
		...base,
		label: "Bee",
		outcome: "lost",
		why: "No room.",
	} as const;
	const recovery = {
		...{ at: 1, emptied: [], items: [back, lost] },
		...{ unkept: 2, journalLost: false },
	};
	expect(recoveryHeadline(recovery)).toContain("1 unsent change came back.");
	expect(recoveryHeadline(recovery)).toContain("3 unsent changes could not");
	const alsoJournal = { ...recovery, journalLost: true };
	expect(recoveryHeadline(alsoJournal)).toContain("may be lost");
	expect(recoveryLine(back)).toBe("Ant is back, and waits to be sent.");
	expect(recoveryLine(lost)).toBe("Bee is lost: No room.");
});
