import type { Stored, StoredOf } from "../model/documents.js";
import type { JournalKeys } from "./keys.js";
import type { SizedJournal } from "./sized-journal.js";

/** What a project or member needs to know of its org when everything else is gone. */
export interface OrgNote {
	readonly remoteId: string;
	readonly name: string;
}

/** Keeps notes of the orgs of journaled documents: such an org may be synced, and made here under an id of its own. */
export interface OrgNotes {
	/** A document of this org is kept. */
	childKept(orgId: string): Promise<void>;
	/** The org was written. */
	written(org: Stored): Promise<void>;
}

export function createOrgNotes(
	journal: SizedJournal,
	keys: JournalKeys,
	orgOf: (id: string) => Promise<Stored | undefined>,
): OrgNotes {
	/** By local id, the Engine's as noted, '' while it has none. */
	const notedById = new Map<string, string>();
	const note = async (org: Stored) => {
		const { remoteId } = org.envelope;
		notedById.set(org.id, remoteId);
		if (remoteId === "") return;
		// Proof of the cast: only orgs come here.
		const { name } = org as StoredOf<"orgs">;
		await journal.write(keys.org(org.id), JSON.stringify({ remoteId, name }));
	};
	/** By local id, while it is looked for: many children are kept at once. */
	const lookingById = new Map<string, Promise<void>>();
	const look = async (orgId: string) => {
		const org = await orgOf(orgId);
		if (org !== undefined) await note(org);
	};
	return {
		childKept: async (orgId) => {
			if (notedById.has(orgId) && !lookingById.has(orgId)) return;
			const looking = lookingById.get(orgId) ?? look(orgId);
			lookingById.set(orgId, looking);
			try {
				await looking;
			} finally {
				lookingById.delete(orgId);
			}
		},
		written: async (org) => {
			const noted = notedById.get(org.id);
			const { remoteId } = org.envelope;
			// Made here: its projects of any tab know it by an id that the Engine has never heard.
			const isNew =
				noted === undefined && remoteId !== "" && remoteId !== org.id;
			if (isNew || (noted !== undefined && noted !== remoteId)) await note(org);
		},
	};
}
