import type { StoredChanges } from "./open-documents.js";

/** Passwords of accounts that are still to be made: in memory only, by the id of the member that waits. */
export interface Secrets {
	passwordOf(memberId: string): string | undefined;
	keepPassword(memberId: string, password: string): void;
	forget(memberId: string): void;
}

export function createSecrets(): Secrets {
	const passwordById = new Map<string, string>();
	return {
		passwordOf: (memberId) => passwordById.get(memberId),
		keepPassword: (memberId, password) => {
			passwordById.set(memberId, password);
		},
		forget: (memberId) => {
			passwordById.delete(memberId);
		},
	};
}

/** A password goes once nobody can need it: its account is made, or its making is taken back. */
export function forgetIdle(
	secrets: Secrets,
	{ name, documents }: StoredChanges,
): void {
	if (name !== "members") return;
	for (const { id, envelope, _deleted } of documents) {
		const dropped =
			_deleted && envelope.hiddenBy === "" && envelope.issues.length === 0;
		if (envelope.remoteId !== "" || dropped) secrets.forget(id);
	}
}
