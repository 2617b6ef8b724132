import * as z from "zod";
import type { Instance } from "../gate/gate-place.js";
import {
	type CollectionName,
	idSchema,
	type Stored,
} from "../model/documents.js";
import { createEnvelope } from "../model/envelope.js";
import { writeStored } from "../store/storage-query.js";
import type { JournalKeys } from "./keys.js";
import type { SizedJournal } from "./sized-journal.js";

const noteSchema = z.object({
	remoteId: idSchema,
	name: z.string().max(65_536),
});

interface LostOrgParts {
	readonly instances: ReadonlyMap<CollectionName, Instance>;
	readonly journal: SizedJournal;
	readonly keys: JournalKeys;
}

/** Whether the org of a document is there, or can be made. */
export async function isOrgKnown(
	parts: LostOrgParts,
	{ orgId }: Stored,
): Promise<boolean> {
	return (
		orgId === undefined ||
		(await isStored(parts, orgId)) ||
		(await noteOf(parts, orgId)) !== undefined
	);
}

/**
 * Sees to it that the org of a document that comes back is there, as one known by name until it is pulled again, under
 * the local id that it had.
 */
export async function ensureOrg(
	parts: LostOrgParts,
	{ orgId }: Stored,
): Promise<void> {
	if (orgId === undefined || (await isStored(parts, orgId))) return;
	const orgs = parts.instances.get("orgs");
	const note = await noteOf(parts, orgId);
	if (orgs !== undefined && note !== undefined)
		await writeStored(orgs, [{ next: orgKnownByName(orgId, note) }]);
}

async function isStored(parts: LostOrgParts, orgId: string): Promise<boolean> {
	const orgs = parts.instances.get("orgs");
	const found = await orgs?.findDocumentsById([orgId], true);
	return found !== undefined && found.length > 0;
}

async function noteOf({ journal, keys }: LostOrgParts, orgId: string) {
	return readNote(await journal.read(keys.org(orgId)));
}

type Note = z.infer<typeof noteSchema>;

function readNote(text: string | undefined): Note | undefined {
	if (text === undefined) return undefined;
	try {
		return noteSchema.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}

function orgKnownByName(id: string, { remoteId, name }: Note): Stored {
	const org = {
		id,
		name,
		description: "",
		logoUrl: "",
		subscriptionId: "",
		reach: "reference",
		envelope: createEnvelope({ remoteId }),
		_deleted: false,
		_rev: "",
		_meta: { lwt: 0 },
		_attachments: {},
	};
	return org;
}
