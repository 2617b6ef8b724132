import { unreachable } from "../../errors.js";
import type { Stored } from "../../model/documents.js";
import type { DocumentIssue } from "../../model/issue.js";
import type { IssueAction } from "./issue.js";

/** Which answers fit an issue of this document. */
export function fittingActions(
	doc: Stored,
	issue: DocumentIssue,
): readonly IssueAction[] {
	switch (issue.kind) {
		case "refused":
			return issue.change === "delete"
				? ["retry", "discard"]
				: ["retry", "edit", "discard"];
		case "gone":
			return ["retry", "edit", "discard"];
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
