import {
	type CollectionName,
	changeOf,
	collectionNames,
	type Stored,
} from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";

export interface Waiting {
	readonly name: CollectionName;
	readonly doc: Stored;
}

/** What a device has that the Engine still has to hear of. */
export function waitingOf(device: Device): Waiting[] {
	return collectionNames.flatMap((name) =>
		[...device.disk.documents(name).values()]
			.filter(
				(doc) =>
					doc.envelope.sent !== null || changeOf(name, doc).kind !== "none",
			)
			.map((doc) => ({ name, doc })),
	);
}

/** Waits for something other than the network: a reason, a parent that is hidden, or one whose create is parked. */
export function isParked(device: Device, doc: Stored): boolean {
	const { sent, parked, hiddenBy } = doc.envelope;
	if (sent !== null) return false;
	const org = device.disk.documents("orgs").get(doc.orgId ?? "");
	const waitsForOrg =
		org?.envelope.remoteId === "" && org.envelope.parked !== null;
	return parked !== null || hiddenBy !== "" || waitsForOrg;
}

export function describe({ name, doc }: Waiting): string {
	const { state, sent, parked, hiddenBy, base, made, settled } = doc.envelope;
	const attempt = sent && `${sent.kind}${sent.inDoubt ? " in doubt" : ""}`;
	return `${name}/${doc.id} ${state} sent ${attempt} parked ${parked?.reason} hiddenBy ${hiddenBy} base ${base !== null} deleted ${doc._deleted} edits ${settled}/${made}`;
}
