import {
	type CollectionName,
	changeOf,
	collectionNames,
	foldEmail,
	isDeleted,
	type Stored,
} from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";

export interface Waiting {
	readonly name: CollectionName;
	readonly doc: Stored;
}

export const keyOf = ({ name, doc }: Waiting) => `${name}/${doc.id}`;

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

/** Waits for something other than the network: a reason, a parent that is hidden, or what is parked and has to go first. */
export function isParked(device: Device, doc: Stored): boolean {
	const { sent, parked, hiddenBy } = doc.envelope;
	if (sent !== null) return false;
	const org = device.disk.documents("orgs").get(doc.orgId ?? "");
	const waitsForOrg =
		org?.envelope.remoteId === "" && org.envelope.parked !== null;
	return (
		parked !== null ||
		hiddenBy !== "" ||
		waitsForOrg ||
		waitsForLeaving(device, doc)
	);
}

/** Whoever is to leave an org is added anew only afterwards, and that may be parked. */
function waitsForLeaving(device: Device, doc: Stored): boolean {
	const email = inviteEmail(doc);
	if (email === "" || doc.envelope.remoteId !== "") return false;
	const users = device.disk.documents("users");
	return [...device.disk.documents("members").values()].some((other) => {
		const user = users.get(String(Reflect.get(other, "userId")));
		const theirs = user ? Reflect.get(user, "email") : inviteEmail(other);
		return (
			other.orgId === doc.orgId &&
			other.envelope.parked !== null &&
			isDeleted(other) &&
			foldEmail(String(theirs)) === email
		);
	});
}

function inviteEmail(doc: Stored): string {
	const invite: unknown = Reflect.get(doc, "invite");
	return typeof invite === "object" && invite !== null
		? foldEmail(String(Reflect.get(invite, "email")))
		: "";
}

export function describe({ name, doc }: Waiting): string {
	const { state, sent, parked, hiddenBy, base, made, settled } = doc.envelope;
	const attempt = sent && `${sent.kind}${sent.inDoubt ? " in doubt" : ""}`;
	return `${name}/${doc.id} ${state} sent ${attempt} parked ${parked?.reason} hiddenBy ${hiddenBy} base ${base !== null} deleted ${doc._deleted} edits ${settled}/${made}`;
}
