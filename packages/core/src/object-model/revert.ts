import { editDocument } from "../gate/edit.js";
import { type GateRefusal, refuse } from "../gate/refusal.js";
import { changeOf, valuesOf } from "../model/change.js";
import type { Stored } from "../model/documents.js";
import { outcomeOf } from "../model/outcome.js";
import type { ChangeRef } from "./change-ref.js";
import { changeStored, type Judge } from "./change-stored.js";
import type { ModelContext } from "./model-context.js";
import { checkRef } from "./settled.js";

/** Takes back what waits in the change's document; see `WrittenChange.revert`. */
export async function revert(
	context: ModelContext,
	change: ChangeRef,
): Promise<void> {
	checkRef(change);
	const { collection, id, edit } = change;
	await changeStored(context, { collection, id }, (doc, edited) =>
		reverted(doc, edit, edited),
	);
}

/** The document without its unsent change, or why that cannot be. */
export function reverted(
	doc: Stored,
	edit: number,
	context: Parameters<Judge>[1],
): Stored | GateRefusal {
	const { envelope } = doc;
	if (envelope.sent !== null)
		return refuse(
			"ALREADY_SENT",
			`A request for "${doc.id}" is under way: wait for settled(), then change it back.`,
		);
	if (edit <= envelope.settled) return tooLate(doc, edit);
	if (envelope.hiddenBy !== "")
		return refuse(
			"PARENT_DELETED",
			`"${doc.id}" is hidden with its org "${envelope.hiddenBy}": bring the org back first.`,
		);
	const change = changeOf(context.name, doc);
	switch (change.kind) {
		case "none":
			return nothing(doc);
		case "create":
			return editDocument(doc, { ...doc, _deleted: true }, context);
		case "delete":
			return editDocument(doc, { ...doc, _deleted: false }, context);
		case "update": {
			const base = envelope.base ?? valuesOf(context.name, doc);
			return editDocument(doc, { ...doc, ...base }, context);
		}
	}
}

function tooLate(doc: Stored, edit: number): GateRefusal {
	const kind = outcomeOf(doc.envelope, edit)?.kind;
	return kind === "cancelled" || kind === "superseded" || kind === "refused"
		? nothing(doc)
		: refuse(
				"ALREADY_SENT",
				`The Engine has this change of "${doc.id}" already: change it back by another write.`,
			);
}

function nothing(doc: Stored): GateRefusal {
	return refuse(
		"NOTHING_TO_REVERT",
		`Nothing unsent of "${doc.id}" is there to take back.`,
	);
}
