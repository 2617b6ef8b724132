import { editDocument } from "../../gate/edit.js";
import { isRefusal } from "../../gate/refusal.js";
import type { CollectionName, Stored } from "../../model/documents.js";
import { createEnvelope } from "../../model/envelope.js";
import type { WrittenChange } from "../change-ref.js";
import { changeStored, editContext, followParent } from "../change-stored.js";
import { type ModelContext, storing } from "../model-context.js";
import { writtenChange } from "../written-change.js";
import { fittingActions } from "./fitting-actions.js";
import { patchedPerson } from "./patched-person.js";
import { type IssueAnswer, resolveIssue } from "./resolve.js";

/** Where an issue lies. */
export interface IssuePlace {
	readonly collection: CollectionName;
	readonly id: string;
}

/** Carries out an answer; resolves with the change that it made, if any. */
export async function answerIssue(
	context: ModelContext,
	place: IssuePlace,
	answer: IssueAnswer,
): Promise<WrittenChange | undefined> {
	const renewed = await renewGone(context, place, answer);
	let before = 0;
	const next = await changeStored(context, place, (doc, edited) => {
		before = doc.envelope.made;
		return resolveIssue(doc, answer, edited);
	});
	if (renewed !== undefined) return renewed;
	const { made } = next.envelope;
	return made === before
		? undefined
		: writtenChange(context, { ...place, edit: made });
}

/**
 * What is gone on the Engine is made anew, as another document. Its id follows from the issue, so that a crash before
 * the issue is closed makes no second one.
 */
async function renewGone(
	context: ModelContext,
	{ collection, id }: IssuePlace,
	answer: IssueAnswer,
): Promise<WrittenChange | undefined> {
	const { replica, environment } = context.kernel;
	const doc = await storing(context, () => replica.read(collection, id));
	const issue = doc?.envelope.issues.find((one) => one.id === answer.issue);
	if (doc === undefined || issue?.kind !== "gone") return undefined;
	if (
		answer.action === "discard" ||
		!fittingActions(doc, issue).includes(answer.action)
	)
		return undefined;
	const renewedId = environment.hash(`${collection}/${id}/${issue.id}`);
	await insertRenewed(context, collection, {
		...patchedPerson(doc, { ...issue.mine, ...answer.patch }, collection),
		id: renewedId,
	});
	return writtenChange(context, { collection, id: renewedId, edit: 1 });
}

async function insertRenewed(
	context: ModelContext,
	collection: CollectionName,
	doc: Stored,
): Promise<void> {
	const { replica } = context.kernel;
	await storing(context, async () => {
		const draft = { ...doc, _deleted: false, envelope: createEnvelope() };
		const edited = await editContext(context, collection, draft);
		const next = editDocument(undefined, draft, edited);
		if (isRefusal(next)) throw next.refused;
		await replica.write(collection, [{ next }]);
		await followParent(context, collection, next);
	});
}
