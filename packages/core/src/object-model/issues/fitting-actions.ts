import { unreachable } from "../../errors.js";
import type { CollectionName, Stored } from "../../model/documents.js";
import type { DocumentIssue } from "../../model/issue.js";
import type { IssueAction } from "./issue.js";

/** Which answers fit an issue of this document. */
export function fittingActions(
	name: CollectionName,
	doc: Stored,
	issue: DocumentIssue,
): readonly IssueAction[] {
	switch (issue.kind) {
		case "refused":
			return issue.change === "delete"
				? ["retry", "discard"]
				: ["retry", "edit", "discard"];
		case "gone":
			return canBeMadeAnew(name, doc)
				? ["retry", "edit", "discard"]
				: ["discard"];
		case "contested":
			return ["keepMine", "keepTheirs", "discard"];
		case "ignored":
			return ["retry", "discard"];
		case "possible-duplicate":
			return doc.envelope.remoteId === ""
				? ["keepMine", "keepTheirs", "discard"]
				: ["discard"];
		default:
			return unreachable(issue.kind);
	}
}

/** An account comes back only by its owner; a membership only by the address that it was made with. */
function canBeMadeAnew(name: CollectionName, doc: Stored): boolean {
	if (name === "users") return false;
	return name !== "members" || Reflect.get(doc, "invite") !== null;
}
