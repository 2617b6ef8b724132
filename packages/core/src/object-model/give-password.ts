import { type GateRefusal, refuse } from "../gate/refusal.js";
import { seal } from "../model/change.js";
import type { Stored, StoredOf } from "../model/documents.js";
import { changeStored } from "./change-stored.js";
import { checkPassword } from "./check-person.js";
import type { ModelContext } from "./model-context.js";

/** See `OrgUser.givePassword`. The password goes to memory, the document learns only that there is one. */
export async function givePassword(
	context: ModelContext,
	memberId: string,
	password: string | undefined,
): Promise<void> {
	if (password !== undefined) checkPassword(password);
	const { secrets } = context.kernel.replica;
	const ref = { collection: "members", id: memberId } as const;
	if (password === undefined) {
		await changeStored(context, ref, (doc) => withPassword(doc, "generated"));
		secrets.forget(memberId);
		return;
	}
	const before = secrets.passwordOf(memberId);
	// Before the document says so: a replicator that looks in between must find it.
	secrets.keepPassword(memberId, password);
	try {
		await changeStored(context, ref, (doc) => withPassword(doc, "given"));
	} catch (error) {
		if (before === undefined) secrets.forget(memberId);
		else secrets.keepPassword(memberId, before);
		throw error;
	}
}

function withPassword(
	doc: Stored,
	password: "generated" | "given",
): Stored | GateRefusal {
	// Proof of the cast: the document was read from members.
	const member = doc as StoredOf<"members">;
	const { invite, envelope } = member;
	if (invite?.account !== true || envelope.remoteId !== "" || doc._deleted)
		return refuse(
			"NOT_ALLOWED_HERE",
			"Only an account that is still to be made takes a password. Use org.createUser() to make one.",
		);
	if (envelope.sent !== null)
		return refuse(
			"ALREADY_SENT",
			"The account is being made already: wait for settled().",
		);
	const parked =
		envelope.parked?.reason === "password-needed" ? null : envelope.parked;
	return seal("members", {
		...member,
		invite: { ...invite, password },
		envelope: { ...envelope, parked },
	});
}
