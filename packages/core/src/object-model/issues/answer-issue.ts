import { type CollectionName, writableFields } from "../../model/documents.js";
import { checkText, someFields } from "../arguments.js";
import type { WrittenChange } from "../change-ref.js";
import { changeStored } from "../change-stored.js";
import type { ModelContext } from "../model-context.js";
import { waits } from "../pending.js";
import { writtenChange } from "../written-change.js";
import type { IssuePlace } from "./issue.js";
import { makeAnew } from "./make-anew.js";
import { type IssueAnswer, resolveIssue } from "./resolve.js";

/** Carries out an answer; resolves with the change that waits because of it, if any. */
export async function answerIssue(
	context: ModelContext,
	place: IssuePlace,
	answer: IssueAnswer,
): Promise<WrittenChange | undefined> {
	checkPatch(place.collection, answer);
	const anew = await makeAnew(context, place, answer);
	const next = await changeStored(context, place, (doc, edited) =>
		resolveIssue(doc, answer, edited),
	);
	if (anew !== undefined) return anew;
	const { collection, id } = place;
	return waits(collection, next)
		? writtenChange(context, { collection, id, edit: next.envelope.made })
		: undefined;
}

const memberFields = ["email", "name", "role"] as const;

function checkPatch(
	collection: CollectionName,
	{ action, patch }: IssueAnswer,
): void {
	if (action !== "edit") return;
	const names =
		collection === "members" ? memberFields : writableFields[collection];
	const given = someFields<string>(patch ?? {}, names);
	for (const [name, value] of Object.entries(given)) checkText(name, value);
}
