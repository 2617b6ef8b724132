import type { Stored } from "../../model/documents.js";
import type { WrittenChange } from "../change-ref.js";
import { insertStored } from "../change-stored.js";
import { type ModelContext, storing } from "../model-context.js";
import { writtenChange } from "../written-change.js";
import { fittingActions } from "./fitting-actions.js";
import type { IssuePlace } from "./issue.js";
import { patchedPerson } from "./patched-person.js";
import type { IssueAnswer } from "./resolve.js";

/**
 * What is gone on the Engine is made anew, as another document, before its issue is closed. The new id follows from
 * the issue: a crash in between, and the same answer again, make no second one.
 */
export async function makeAnew(
	context: ModelContext,
	{ collection, id }: IssuePlace,
	answer: IssueAnswer,
): Promise<WrittenChange | undefined> {
	const { replica, environment } = context.kernel;
	const doc = await storing(context, () => replica.read(collection, id));
	const issue = doc?.envelope.issues.find((one) => one.id === answer.issue);
	if (doc === undefined || issue?.kind !== "gone") return undefined;
	const fits = fittingActions(collection, doc, issue).includes(answer.action);
	if (!fits || answer.action === "discard") return undefined;
	const values = { ...issue.mine, ...answer.patch };
	const newId = environment.hash(`${collection}/${id}/${issue.id}`);
	const wanted = patchedPerson(doc, values, collection);
	await insertStored(context, collection, { ...ownFields(wanted), id: newId });
	return writtenChange(context, { collection, id: newId, edit: 1 });
}

/** What people wrote, and nothing that the Engine knew of the thing that is gone. */
function ownFields(doc: Stored): Readonly<Record<string, unknown>> {
	const kept = ["orgId", "name", "description", "role", "invite"];
	return Object.fromEntries(
		kept
			.filter((field) => field in doc)
			.map((field) => [field, Reflect.get(doc, field)]),
	);
}
