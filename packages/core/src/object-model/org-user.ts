import type { RxDocument } from "rxdb";
import type { Observable } from "rxjs";
import type {
	Invite,
	MemberDocument,
	UserDocument,
} from "../model/documents.js";
import type { WrittenChange } from "./change-ref.js";
import {
	type DocumentHandle,
	documentHandle,
	observeField,
} from "./document-handle.js";
import { extended } from "./extended.js";
import { givePassword } from "./give-password.js";
import type { ModelContext } from "./model-context.js";
import { type UserHandle, userHandle } from "./user-handle.js";
import { writeDocument } from "./write-document.js";

/** Somebody who was added or created here and whom the Engine has not shown yet. */
export interface InvitedUser {
	readonly invited: true;
	/** The account's id where it is known already, else ''. */
	readonly id: string;
	/** '' for somebody who was added by e-mail. */
	readonly displayName: string;
	readonly email: string;
}

/** One user's membership of an org; its `id` names the membership, not the person. */
export interface OrgUser extends DocumentHandle {
	/** The local id of the org. */
	readonly orgId: string;
	/** Of a handle that is kept while the Engine answers, the person as invited: `listUsers()` gives their record. */
	readonly user: UserHandle | InvitedUser;
	/** The role as the Engine names it, or as it was asked for. It cannot be changed: remove and add. */
	readonly role: string;
	readonly role$: Observable<string>;
	/** Works in projects of the org without being a member of it. */
	readonly external: boolean;
	readonly external$: Observable<boolean>;
	/** Takes the person out of the org. Resolves when that is durable here. */
	remove(): Promise<WrittenChange>;
	/**
	 * For an account that is parked as `password-needed`: gives the password again, or left out lets the Engine make
	 * one. Held in memory only. Rejects with NOT_ALLOWED_HERE for anybody else, ALREADY_SENT when it was sent.
	 */
	givePassword(password?: string): Promise<void>;
}

export function orgUser(
	context: ModelContext,
	doc: RxDocument<MemberDocument>,
	user: RxDocument<UserDocument> | undefined,
): OrgUser {
	const known = user === undefined ? undefined : userHandle(context, user);
	// The Engine's answer takes the invite away: who holds this handle still reads a name and an address.
	const { invite } = doc;
	return extended(documentHandle("members", doc), {
		orgId: doc.orgId,
		get user() {
			const latest = doc.getLatest();
			return known?.id === latest.userId ? known : invitedUser(latest, invite);
		},
		get role() {
			return doc.getLatest().role;
		},
		role$: observeField(doc, "role"),
		get external() {
			return doc.getLatest().external;
		},
		external$: observeField(doc, "external"),
		remove: () =>
			writeDocument(context, "members", () =>
				doc.getLatest().incrementalRemove(),
			),
		givePassword: (password?: string) =>
			givePassword(context, doc.primary, password),
	});
}

function invitedUser(
	{ userId, ...latest }: MemberDocument,
	opened: Invite | null,
): InvitedUser {
	const invite = latest.invite ?? opened;
	return {
		invited: true,
		id: userId || (invite?.userId ?? ""),
		displayName: invite?.name ?? "",
		email: invite?.email ?? "",
	};
}
