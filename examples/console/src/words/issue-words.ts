import type { Issue, IssueAction } from "@engine-offline/core";
import { changeWords, fieldWord } from "./change-words.js";

/** What happened, in a sentence. */
export function issueTitle(issue: Issue): string {
	const { collection, kind, field } = issue.change;
	const change = changeWords({
		collection,
		kind,
		fields: changedFields(issue),
	});
	switch (issue.kind) {
		case "refused":
			return `${change} was refused`;
		case "contested":
			return `Somebody else changed the same ${fieldWord(field)}`;
		case "gone":
			return `${change} came too late: it is gone from the Engine`;
		case "possible-duplicate":
			return "It may exist twice on the Engine";
		case "ignored":
			return `${change} was answered, but not carried out`;
	}
}

/** What the button says. */
export function actionWords(issue: Issue, action: IssueAction): string {
	const duplicate = issue.kind === "possible-duplicate";
	switch (action) {
		case "retry":
			return "Send again";
		case "edit":
			return "Edit and send";
		case "keepMine":
			return duplicate ? "It is another: keep mine" : "Keep mine";
		case "keepTheirs":
			return duplicate ? "It is the same: drop mine" : "Take theirs";
		case "discard":
			return "Leave it as it is now";
	}
}

/** Which of the three values of a field. */
export type Side = "base" | "mine" | "theirs";

export const sideWords: Readonly<Record<Side, string>> = {
	base: "Before",
	mine: "Mine",
	theirs: "On the Engine",
};

export interface ValueRow {
	readonly field: string;
	readonly values: readonly { readonly side: Side; readonly value: string }[];
}

/** What I wanted, field by field, beside what it was and what the Engine has. Nothing for a delete. */
export function valueRows(issue: Issue): readonly ValueRow[] {
	return Object.keys(issue.mine ?? {})
		.map((field) => ({ field, values: valuesOf(issue, field) }))
		.filter(({ values }) =>
			values.length === 1
				? values[0]?.value !== ""
				: new Set(values.map(({ value }) => value)).size > 1,
		);
}

function valuesOf(issue: Issue, field: string): ValueRow["values"] {
	const sides = ["base", "mine", "theirs"] as const;
	return sides.flatMap((side) => {
		const fields = issue[side];
		return fields === null ? [] : [{ side, value: fields[field] ?? "" }];
	});
}

function changedFields({ base, mine, change }: Issue): readonly string[] {
	if (change.field !== "") return [change.field];
	return Object.keys(mine ?? {}).filter(
		(field) => base?.[field] !== mine?.[field],
	);
}
