import * as z from "zod";
import type { Instance } from "../gate/gate-place.js";
import type { CollectionName, Stored } from "../model/documents.js";
import { createEnvelope } from "../model/envelope.js";
import { writeStored } from "../store/storage-query.js";
import type { JournalKeys } from "./keys.js";
import type { SizedJournal } from "./sized-journal.js";

const noteSchema = z.object({
	displayName: z.string().max(65_536),
	email: z.string().max(65_536),
});
const nobody = { displayName: "", email: "" };

interface Place {
	readonly instances: ReadonlyMap<CollectionName, Instance>;
	readonly journal: SizedJournal;
	readonly keys: JournalKeys;
}

/** Whom a member names, '' for nobody yet and in other documents. */
export function personIn(document: Stored): string {
	const userId: unknown = Reflect.get(document, "userId");
	return typeof userId === "string" ? userId : "";
}

/** Keeps name and address of the persons whom journaled members name: no member is shown without its person. */
export function createPersonNotes(
	place: Place,
): (member: Stored) => Promise<void> {
	const noted = new Set<string>();
	return async (member) => {
		const id = personIn(member);
		if (id === "" || noted.has(id)) return;
		const person = await storedPerson(place, id);
		if (person === undefined) return;
		noted.add(id);
		const { success, data } = noteSchema.safeParse(person);
		if (success)
			await place.journal.write(place.keys.person(id), JSON.stringify(data));
	};
}

/** Sees to it that the person of a member that comes back is there, by name and address until they are pulled again. */
export async function ensurePerson(
	place: Place,
	member: Stored,
): Promise<void> {
	const id = personIn(member);
	const users = place.instances.get("users");
	if (id === "" || users === undefined) return;
	if ((await storedPerson(place, id)) !== undefined) return;
	const note = readNote(await place.journal.read(place.keys.person(id)));
	await writeStored(users, [{ next: personKnownByName(id, note) }]);
}

async function storedPerson(
	{ instances }: Place,
	id: string,
): Promise<Stored | undefined> {
	return (await instances.get("users")?.findDocumentsById([id], true))?.[0];
}

type Note = z.infer<typeof noteSchema>;

function readNote(text: string | undefined): Note {
	if (text === undefined) return nobody;
	try {
		return noteSchema.safeParse(JSON.parse(text)).data ?? nobody;
	} catch {
		return nobody;
	}
}

function personKnownByName(id: string, note: Note): Stored {
	const person = {
		id,
		...note,
		photoUrl: "",
		phone: "",
		status: "",
		envelope: createEnvelope({ remoteId: id }),
		_deleted: false,
		_rev: "",
		_meta: { lwt: 0 },
		_attachments: {},
	};
	return person;
}
