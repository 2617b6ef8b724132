import type { RxDocument } from "rxdb";
import type { Observable } from "rxjs";
import type { UserDocument } from "../model/documents.js";
import { someFields } from "./arguments.js";
import type { WrittenChange } from "./change-ref.js";
import {
	type DocumentHandle,
	documentHandle,
	observeField,
} from "./document-handle.js";
import { extended } from "./extended.js";
import type { ModelContext } from "./model-context.js";
import { writeDocument } from "./write-document.js";

/** What one may change about oneself: left out is unchanged, `''` empties the phone. */
export interface NameAndPhone {
	readonly displayName?: string | undefined;
	readonly phone?: string | undefined;
}

/** A person who has an account on the Engine. */
export interface UserHandle extends DocumentHandle {
	readonly invited: false;
	readonly displayName: string;
	readonly displayName$: Observable<string>;
	readonly email: string;
	readonly email$: Observable<string>;
	readonly phone: string;
	readonly phone$: Observable<string>;
	readonly photoUrl: string;
	readonly photoUrl$: Observable<string>;
	readonly status: string;
	readonly status$: Observable<string>;
	/** Only for oneself. Rejects with NOT_ALLOWED_HERE, INVALID_FIELD or UNKNOWN_FIELD. */
	update(fields: NameAndPhone): Promise<WrittenChange>;
}

export function userHandle(
	context: ModelContext,
	doc: RxDocument<UserDocument>,
): UserHandle {
	return extended(documentHandle("users", doc), {
		invited: false as const,
		get displayName() {
			return doc.getLatest().displayName;
		},
		displayName$: observeField(doc, "displayName"),
		get email() {
			return doc.getLatest().email;
		},
		email$: observeField(doc, "email"),
		get phone() {
			return doc.getLatest().phone;
		},
		phone$: observeField(doc, "phone"),
		get photoUrl() {
			return doc.getLatest().photoUrl;
		},
		photoUrl$: observeField(doc, "photoUrl"),
		get status() {
			return doc.getLatest().status;
		},
		status$: observeField(doc, "status"),
		update: async (fields: NameAndPhone) => {
			const patch = someFields(fields, ["displayName", "phone"]);
			return writeDocument(context, "users", () =>
				doc.getLatest().incrementalPatch(patch),
			);
		},
	});
}
