import type {
	CollectionName,
	Stored,
	StoredOf,
} from "../../model/documents.js";
import type { IssuePatch } from "./issue.js";

/** The document with the values put in; of a member, `email` and `name` stand in its invite. */
export function patchedPerson(
	doc: Stored,
	values: IssuePatch,
	name: CollectionName,
): Stored {
	if (name !== "members") return { ...doc, ...values };
	// Proof of the cast: the document was read from members.
	const { invite } = doc as StoredOf<"members">;
	const { email, name: personName, ...others } = values;
	if (invite === null) return { ...doc, ...values };
	const next = {
		...doc,
		...others,
		invite: {
			...invite,
			name: personName ?? invite.name,
			email: email ?? invite.email,
			// Another address is another account.
			userId: email === undefined ? invite.userId : "",
		},
	};
	return next;
}
