import { unreachable } from "../../errors.js";
import { type EditContext, editDocument } from "../../gate/edit.js";
import { type GateRefusal, refuse } from "../../gate/refusal.js";
import { seal } from "../../model/change.js";
import {
	type CollectionName,
	type Stored,
	writableFields,
} from "../../model/documents.js";
import { lateOf } from "../../model/envelope.js";
import {
	differingFields,
	type Fields,
	pickFields,
} from "../../model/fields.js";
import type { DocumentIssue } from "../../model/issue.js";
import { fittingActions } from "./fitting-actions.js";
import type { IssueAction, IssuePatch } from "./issue.js";
import { patchedPerson } from "./patched-person.js";

/** One answer to one issue. */
export interface IssueAnswer {
	/** The id of the issue within its document. */
	readonly issue: string;
	readonly action: IssueAction;
	/** Only for `edit`. */
	readonly patch?: IssuePatch;
}

/** The document with the answer carried out and the issue closed, or why that cannot be. Pure. */
export function resolveIssue(
	doc: Stored,
	answer: IssueAnswer,
	context: EditContext,
): Stored | GateRefusal {
	const issue = doc.envelope.issues.find(({ id }) => id === answer.issue);
	if (issue === undefined)
		return refuse(
			"NO_SUCH_ISSUE",
			"This issue is closed already. Read store.issues again.",
		);
	const fitting = fittingActions(context.name, doc, issue);
	if (!fitting.includes(answer.action))
		return refuse(
			"WRONG_ACTION",
			`"${answer.action}" does not fit this issue (${issue.kind}). Use ${fitting.join(", ")}.`,
		);
	const closed = withoutIssue(context.name, doc, issue.id);
	switch (issue.kind) {
		case "refused":
			return answer.action === "discard"
				? closed
				: askAgain(closed, issue, { answer, context });
		case "ignored":
			return answer.action === "discard"
				? closed
				: edited(closed, wanted(issue, context.name), context);
		case "contested":
			return decideContested(closed, issue, { answer, context });
		case "possible-duplicate":
			return decideDuplicate(closed, answer.action, context);
		case "gone":
			return closed;
		default:
			return unreachable(issue.kind);
	}
}

interface Answering {
	readonly answer: IssueAnswer;
	readonly context: EditContext;
}

export function withoutIssue(
	name: CollectionName,
	doc: Stored,
	id: string,
): Stored {
	const issues = doc.envelope.issues.filter((issue) => issue.id !== id);
	return seal(name, { ...doc, envelope: { ...doc.envelope, issues } });
}

/** A refused create lives again, a refused update is written again, a refused delete is made again. */
function askAgain(
	doc: Stored,
	issue: DocumentIssue,
	{ answer, context }: Answering,
): Stored | GateRefusal {
	if (issue.change === "delete")
		return editDocument(doc, { ...doc, _deleted: true }, context);
	const values = { ...wanted(issue, context.name), ...answer.patch };
	if (issue.change === "update") return edited(doc, values, context);
	return editDocument(
		doc,
		{ ...patchedPerson(doc, values, context.name), _deleted: false },
		context,
	);
}

/** What the person changed, and nothing that others may have changed since. */
function wanted(issue: DocumentIssue, name: CollectionName): Fields {
	const { base, mine } = issue;
	if (mine === null) return {};
	const names = writableFields[name].filter((field) => field in mine);
	return pickFields(
		base === null ? names : differingFields(names, base, mine),
		mine,
	);
}

function edited(
	doc: Stored,
	values: IssuePatch,
	context: EditContext,
): Stored | GateRefusal {
	return editDocument(doc, { ...doc, ...values }, context);
}

function decideContested(
	doc: Stored,
	issue: DocumentIssue,
	{ answer, context }: Answering,
): Stored | GateRefusal {
	if (answer.action === "discard") return doc;
	const side = answer.action === "keepMine" ? issue.mine : issue.theirs;
	const names =
		issue.field === "" ? writableFields[context.name] : [issue.field];
	const values = pickFields(
		names.filter((field) => side !== null && field in side),
		side ?? {},
	);
	return edited(doc, values, context);
}

/** Only a create that waits can be decided; where it exists already, the issue is only to be read. */
function decideDuplicate(
	doc: Stored,
	action: IssueAction,
	context: EditContext,
): Stored | GateRefusal {
	const { remoteId, sent } = doc.envelope;
	if (remoteId !== "") return doc;
	if (sent !== null && !sent.inDoubt)
		return refuse(
			"ALREADY_SENT",
			`A request for "${doc.id}" is under way: wait until it is settled.`,
		);
	const free = withoutAttempt(context.name, doc);
	return action === "keepMine" || free._deleted
		? free
		: editDocument(free, { ...free, _deleted: true }, context);
}

/** The attempt is given up, but may still take place: its values are kept to be recognised by. */
function withoutAttempt(name: CollectionName, doc: Stored): Stored {
	const { sent, late } = doc.envelope;
	const given = sent === null ? [] : [lateOf(sent)];
	return seal(name, {
		...doc,
		envelope: {
			...doc.envelope,
			sent: null,
			parked: null,
			late: [...late, ...given],
		},
	});
}
