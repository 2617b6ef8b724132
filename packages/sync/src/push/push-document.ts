import {
	type CollectionName,
	changeOf,
	type Stored,
} from "@engine-offline/core/replicate";
import type { Work } from "../replicator/work.js";
import { pushMember } from "./push-member.js";
import { pushCreate, pushDelete, pushUpdate } from "./push-resource.js";
import { resolveDoubt } from "./resolve-doubt.js";

/** Brings one step of one document's change to the Engine: a request, or the question what became of one. */
export async function pushDocument(
	work: Work,
	name: CollectionName,
	doc: Stored,
): Promise<void> {
	if (doc.envelope.sent !== null) return resolveDoubt(work, name, doc);
	switch (changeOf(name, doc).kind) {
		case "none":
			return;
		case "create":
			return name === "members"
				? pushMember(work, doc)
				: pushCreate(work, name, doc);
		case "update":
			return pushUpdate(work, name, doc);
		case "delete":
			return pushDelete(work, name, doc);
	}
}
