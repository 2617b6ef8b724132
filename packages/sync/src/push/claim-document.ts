import {
	type CollectionName,
	changeOf,
	type Fields,
	type Sent,
	type Stored,
} from "@engine-offline/core/replicate";
import { changeDocument } from "../replicator/change-document.js";
import type { Work } from "../replicator/work.js";
import { claimed } from "../transitions/claim.js";

export interface ClaimOrder {
	readonly name: CollectionName;
	readonly id: string;
	readonly kind: Sent["kind"];
	readonly step?: Sent["step"];
	readonly values: (doc: Stored) => Fields;
	/** What else goes into the same write, such as what the Engine was just seen to show. */
	readonly before?: (doc: Stored) => Stored | undefined;
	/** Whether more was learned of the thing since it was read: then that read is no ground to send on. */
	readonly isOvertaken?: () => boolean;
}

/**
 * Writes the request down before it is sent, in one write with what is known by then. Undefined when the document
 * wants something else meanwhile: then nothing may be sent.
 */
export async function claimDocument(
	work: Work,
	order: ClaimOrder,
): Promise<{ doc: Stored; attempt: string } | undefined> {
	const { name, id, kind, step = "", values, before, isOvertaken } = order;
	const attempt = work.replica.environment.uuid();
	const written = await changeDocument(work, { name, id }, (now) => {
		if (now.envelope.sent !== null || now.envelope.hiddenBy !== "")
			return undefined;
		if (isOvertaken?.() === true) return undefined;
		const next = before?.(now) ?? now;
		if (changeOf(name, next).kind !== kind)
			return next === now ? undefined : next;
		return claimed(name, next, { attempt, kind, step, values: values(next) });
	});
	if (written?.envelope.sent?.attempt !== attempt) return undefined;
	work.report({ kind: "sent", collection: name, id, change: kind });
	return { doc: written, attempt };
}
