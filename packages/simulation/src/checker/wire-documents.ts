import type { Stored } from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import type { Flight } from "../network/network.js";

/** Names the document that a write on the wire is for, as it is sent. */
export type WireDocuments = (
	device: Device | undefined,
	flight: Flight,
) => string;

/**
 * A thing is named by its id. What is being made has none: it is the document that was claimed for these very values,
 * and of those that look alike the one whose attempt was not seen yet.
 */
export function createWireDocuments(): WireDocuments {
	const seen = new Set<string>();
	return (device, { call }) => {
		const { verb, collection, remoteId, parentId, fields } = call;
		if (verb !== "create") return `${collection}/${remoteId}`;
		if (collection === "members") return `members/${parentId}/${fields.userId}`;
		if (collection === undefined || collection === "users")
			return `users/value:${fields.email}`;
		const documents = device?.disk.documents(collection).values() ?? [];
		const claimed = [...documents].find(
			(doc) => isClaimedFor(doc, fields) && !seen.has(attemptOf(doc)),
		);
		if (claimed === undefined) return `${collection}/value:${fields.name}`;
		seen.add(attemptOf(claimed));
		return `${collection}/local:${claimed.id}`;
	};
}

function isClaimedFor(
	{ envelope }: Stored,
	fields: Readonly<Record<string, string>>,
): boolean {
	const { sent } = envelope;
	if (sent?.kind !== "create" || sent.inDoubt) return false;
	return Object.entries(sent.values).every(
		([field, value]) => (fields[field] ?? value) === value,
	);
}

function attemptOf({ envelope }: Stored): string {
	return envelope.sent?.attempt ?? "";
}
