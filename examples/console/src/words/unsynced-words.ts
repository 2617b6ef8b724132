import type { UnsyncedItem } from "@engine-offline/core";
import { changeWords, fieldWord } from "./change-words.js";

/** "New project: Bee", "Refused, to be decided: Bee (name)": one thing that only this device has. */
export function unsyncedWords(item: UnsyncedItem): string {
	if (item.type === "issue")
		return `${issueWords[item.kind]}: ${item.label}${item.field && ` (${fieldWord(item.field)})`}`;
	const { values, base } = item;
	const fields = Object.keys(values).filter(
		(field) => values[field] !== base?.[field],
	);
	return `${changeWords({ ...item, fields })}: ${item.label}`;
}

const issueWords = {
	refused: "Refused, and not decided yet",
	contested: "Changed by somebody else too, and not decided yet",
	gone: "Gone from the Engine, with your change kept",
	"possible-duplicate": "Perhaps twice on the Engine",
	ignored: "Answered, but not carried out",
} as const;
