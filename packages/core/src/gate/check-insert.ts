import type { CollectionName, Stored, StoredOf } from "../model/documents.js";
import { checkEmail } from "./check-fields.js";
import { type GateRefusal, refuse } from "./refusal.js";

/** What a new document may not say, since it is the Engine's to say. Its shape is checked already. */
export function checkInsert(
	name: CollectionName,
	next: Stored,
	mayMakeAccount: boolean,
): GateRefusal | undefined {
	switch (name) {
		case "orgs":
			// Proof of the cast: the gate has checked the shape by the collection's schema.
			return checkOrg(next as StoredOf<"orgs">);
		case "members":
			// Proof of the cast: as above.
			return checkMember(next as StoredOf<"members">, mayMakeAccount);
		case "projects":
		case "users":
			return undefined;
	}
}

function checkOrg(org: StoredOf<"orgs">): GateRefusal | undefined {
	const { logoUrl, subscriptionId, reach } = org;
	if (logoUrl === "" && subscriptionId === "" && reach === "listed")
		return undefined;
	return refuse(
		"INVALID_FIELD",
		"logoUrl, subscriptionId and reach of an org come from the Engine: leave them out.",
	);
}

function checkMember(
	member: StoredOf<"members">,
	mayMakeAccount: boolean,
): GateRefusal | undefined {
	const { invite, role, userId, external } = member;
	if (invite === null || userId !== "" || external)
		return refuse(
			"INVALID_FIELD",
			"A new member is given by an invite with an e-mail address: userId and external come from the Engine. Use org.addUser().",
		);
	if (role.trim() === "")
		return refuse(
			"INVALID_FIELD",
			'"role" is empty: give the id or the name of a role.',
		);
	const makesAccount = invite.account || invite.password === "given";
	if (!mayMakeAccount && (makesAccount || invite.userId !== ""))
		return refuse(
			"NOT_ALLOWED_HERE",
			"A plain insert makes no account. Use org.createUser() for that.",
		);
	return checkEmail(invite.email);
}
