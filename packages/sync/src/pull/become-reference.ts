import { type Stored, vanished } from "@engine-offline/core/replicate";
import { changeDocument } from "../replicator/change-document.js";
import type { Work } from "../replicator/work.js";
import { bornDocument } from "../transitions/knowledge.js";

/** Edits of the org itself stay as an issue; what is left of it is its name. */
export async function becomeReference(
	work: Work,
	org: Stored,
	name: string,
): Promise<void> {
	const context = work.context("orgs");
	await changeDocument(work, { name: "orgs", id: org.id }, (now) => {
		if (now.envelope.sent !== null) return undefined;
		const gone = vanished("orgs", now, context.at);
		const born = bornDocument(
			"orgs",
			{
				remoteId: now.envelope.remoteId,
				mark: "",
				fields: { name, description: "" },
				rest: { logoUrl: "", subscriptionId: "", reach: "reference" },
				createdBy: "",
				maybeChanged: true,
			},
			{ id: now.id },
		);
		const { settled, made, exceptions, issues, seen } = gone.envelope;
		return {
			...born,
			envelope: {
				...born.envelope,
				settled,
				made,
				exceptions,
				issues,
				seen,
				open: gone.envelope.open,
				state: gone.envelope.state,
			},
		};
	});
	await work.replica.followOrgs([org.id]);
}
