import type { Invite } from "@engine-offline/core";
import type { Stored } from "@engine-offline/core/replicate";
import { textOf } from "../replicator/resources.js";

/** The invite of a member, undefined for one whom the Engine has named. */
export function inviteOf(doc: Stored): Invite | undefined {
	const invite: unknown = Reflect.get(doc, "invite");
	if (typeof invite !== "object" || invite === null) return undefined;
	return {
		email: textOf(invite, "email"),
		name: textOf(invite, "name"),
		account: Reflect.get(invite, "account") === true,
		password: textOf(invite, "password") === "given" ? "given" : "generated",
		userId: textOf(invite, "userId"),
	};
}

/** The Engine's id of the person, '' while only an address is known. */
export function personOf(doc: Stored): string {
	return textOf(doc, "userId") || (inviteOf(doc)?.userId ?? "");
}
