import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import { changeDocument } from "../replicator/change-document.js";
import type { Work } from "../replicator/work.js";
import { holds } from "../transitions/claim.js";
import { troublesOver } from "./put-off.js";

/** A request that was sent, and the document as it was then. */
export interface Claim {
	readonly name: CollectionName;
	readonly doc: Stored;
	readonly attempt: string;
}

export function orgIdOf(name: CollectionName, doc: Stored): string {
	return name === "orgs" ? doc.id : (doc.orgId ?? "");
}

export function placeOf({ name, doc }: Claim) {
	return { name, id: doc.id };
}

/** Changes the claimed document, if it still holds the attempt. */
export async function release(
	work: Work,
	claim: Claim,
	change: (now: Stored) => Stored,
): Promise<void> {
	await changeDocument(work, placeOf(claim), (now) =>
		holds(now, claim.attempt) ? change(now) : undefined,
	);
}

/** A result changes a document only if it still holds the attempt that asked. */
export async function settle(
	work: Work,
	{ name, doc, attempt }: Claim,
	change: (now: Stored) => Stored,
): Promise<Stored | undefined> {
	const settled = await changeDocument(work, { name, id: doc.id }, (now) =>
		holds(now, attempt) ? change(now) : undefined,
	);
	if (settled === undefined) return undefined;
	troublesOver(work, { name, id: doc.id });
	work.memory.viewOnlyOrgs.delete(orgIdOf(name, doc));
	const change_ = doc.envelope.sent?.kind ?? "";
	work.report({
		kind: "settled",
		collection: name,
		id: doc.id,
		change: change_,
	});
	return settled;
}
