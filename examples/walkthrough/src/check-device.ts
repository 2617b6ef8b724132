import type { Outcome } from "@engine-offline/core";
import type { Checks } from "./checks.js";
import type { Edited, InSync, Shown } from "./protocol.js";

/** What the device says of its edits once it is in sync again. */
export function checkDevice(
	{ expect }: Checks,
	{ outcomes, issues, waiting }: InSync,
	{ deletedOrg }: Edited,
): void {
	expect("Nothing waits on the device any more.", waiting === 0, waiting);
	const isDelete = (title: string) => title.startsWith("the delete of");
	const wrong = outcomes.filter(
		({ title, outcome }) => !isDelete(title) && !isDone(outcome),
	);
	expect("Every edit but the delete was accepted.", wrong.length === 0, wrong);
	const refused = outcomes.find(({ title }) => isDelete(title))?.outcome;
	expect(
		`The delete was refused, because the Engine says: "${reasonOf(refused)}"`,
		refused?.kind === "refused" && refused.code === "FAILED_PRECONDITION",
		refused,
	);
	const [issue] = issues;
	expect(
		`It is the one issue, "${issue?.label}", with the Engine's reason.`,
		issues.length === 1 &&
			issue?.label === deletedOrg.name &&
			issue.message === reasonOf(refused) &&
			issue.message !== "",
		issues,
	);
}

/** An edit of what had not been sent yet is part of what was sent then. */
function isDone({ kind }: Outcome): boolean {
	return kind === "accepted" || kind === "superseded";
}

function reasonOf(outcome: Outcome | undefined): string {
	return outcome?.kind === "refused" ? outcome.message : "";
}

/** That two show the same; what only one of them shows, or more often than the other, is named. */
export function checkSame(
	{ expect }: Checks,
	sentence: string,
	{ one, other }: { readonly one: Shown; readonly other: Shown },
): void {
	const onlyOne = without(one, other);
	const onlyOther = without(other, one);
	const isSame = onlyOne.length + onlyOther.length === 0;
	expect(sentence, isSame, { onlyOne, onlyOther });
}

/** The lines that are left when each line of `others` takes away one like it. */
function without(lines: Shown, others: Shown): string[] {
	const countByLine = new Map<string, number>();
	for (const line of others)
		countByLine.set(line, (countByLine.get(line) ?? 0) + 1);
	return lines.filter((line) => {
		const count = countByLine.get(line) ?? 0;
		countByLine.set(line, count - 1);
		return count <= 0;
	});
}
