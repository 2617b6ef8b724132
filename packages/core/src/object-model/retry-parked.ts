import { type GateRefusal, refuse } from "../gate/refusal.js";
import { seal } from "../model/change.js";
import type { CollectionName, Stored } from "../model/documents.js";
import type { ChangeRef } from "./change-ref.js";
import { changeStored } from "./change-stored.js";
import type { ModelContext } from "./model-context.js";
import { checkRef } from "./settled.js";

/** Lets a parked change be tried again at once. */
export async function retryParked(
	context: ModelContext,
	change: ChangeRef,
): Promise<void> {
	checkRef(change);
	await changeStored(context, change, (doc) =>
		unparked(change.collection, doc),
	);
}

function unparked(name: CollectionName, doc: Stored): Stored | GateRefusal {
	const { envelope } = doc;
	if (envelope.parked === null) return doc;
	switch (envelope.parked.reason) {
		case "possible-duplicate":
			return refuse(
				"WRONG_ACTION",
				"It may exist already: answer the issue in store.issues with keepMine() or keepTheirs().",
			);
		case "parent-refused":
			return refuse(
				"WRONG_ACTION",
				"Its org was refused: answer the org's issue in store.issues.",
			);
		default:
			return seal(name, { ...doc, envelope: { ...envelope, parked: null } });
	}
}
