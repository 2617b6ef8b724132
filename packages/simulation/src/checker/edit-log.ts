import {
	type CollectionName,
	writableFields,
} from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import type { StoredWrite } from "../device/device-storage.js";
import type { LedgerWrite } from "../workload/ledger.js";

/** What each edit of a document really changed, read off what was stored and not off the store's own account of it. */
export interface EditLog {
	note(device: Device, write: StoredWrite): void;
	/** After a wipe: what is not owed any more is new. */
	keepOnly(device: string, isOwed: (document: string) => boolean): void;
	/** Whether the edit of the write changed the field: what sets a field to what it is already asks for nothing. */
	changed(write: LedgerWrite, field: string): boolean;
	/** Whether a later edit changed the field again, an answer to an issue for one. */
	changedLater(write: LedgerWrite, field: string): boolean;
	/** Whether the write set the field back to what the Engine has: then it waits for nothing, and a newer value comes in. */
	tookBack(write: LedgerWrite, field: string): boolean;
	/** The last id of the Engine's that the document had: a tombstone gives it away to who stands for the thing now. */
	remoteId(write: LedgerWrite): string;
	/** Whether the document showed the value, or was deleted, at some moment between the asking and the answer. */
	showed(write: LedgerWrite, field: string): boolean;
}

interface Version {
	readonly at: number;
	readonly made: number;
	readonly isDeleted: boolean;
	readonly remoteId: string;
	readonly changed: ReadonlySet<string>;
	readonly values: Readonly<Record<string, string>>;
	readonly base: Readonly<Record<string, string>>;
}

export function createEditLog(now: () => number): EditLog {
	const byDocument = new Map<string, Version[]>();
	const versionsOf = ({ device, collection, id }: LedgerWrite) =>
		byDocument.get(keyOf(device, collection, id)) ?? [];
	return {
		note: ({ name: device }, write) => {
			const key = keyOf(device, write.name, write.next.id);
			const known = byDocument.get(key) ?? [];
			byDocument.set(key, known);
			known.push(versionOf(write, known.at(-1), now()));
		},
		keepOnly: (device, isOwed) => {
			for (const key of byDocument.keys())
				if (
					key.startsWith(`${device} `) &&
					!isOwed(key.slice(device.length + 1))
				)
					byDocument.delete(key);
		},
		changed: (write, field) =>
			versionsOf(write).some(
				({ made, changed }) => made === write.edit && changed.has(field),
			),
		changedLater: (write, field) =>
			versionsOf(write).some(
				({ made, changed }) => made > write.edit && changed.has(field),
			),
		tookBack: (write, field) => tookBack(versionsOf(write), write, field),
		remoteId: (write) =>
			versionsOf(write).findLast(({ remoteId }) => remoteId !== "")?.remoteId ??
			"",
		showed: (write, field) => {
			const versions = versionsOf(write);
			return versions.some(
				({ at, isDeleted, values }, index) =>
					(isDeleted || values[field] === write.fields[field]) &&
					at <= write.ackedAt &&
					(versions[index + 1]?.at ?? Number.POSITIVE_INFINITY) >=
						write.askedAt,
			);
		},
	};
}

function tookBack(
	versions: readonly Version[],
	{ edit, fields }: LedgerWrite,
	field: string,
): boolean {
	const since = versions.filter(({ made }) => made >= edit);
	const value = fields[field];
	const end = since.findIndex(({ values }) => values[field] !== value);
	const shown = end < 0 ? since : since.slice(0, end);
	return shown.length > 0 && shown.every(({ base }) => base[field] === value);
}

function keyOf(device: string, name: CollectionName, id: string): string {
	return `${device} ${name}/${id}`;
}

function versionOf(
	{ name, previous, next }: StoredWrite,
	last: Version | undefined,
	at: number,
): Version {
	const valuesOf = (doc: object) =>
		Object.fromEntries(
			writableFields[name].map((field) => [
				field,
				String(Reflect.get(doc, field) ?? ""),
			]),
		);
	const values = valuesOf(next);
	// What a journal puts back was there before.
	const before = previous ? valuesOf(previous) : last?.values;
	const made = previous ? previous.envelope.made : (last?.made ?? 0);
	const isEdit = next.envelope.made > made;
	const changed = writableFields[name].filter(
		(field) => isEdit && before?.[field] !== values[field],
	);
	return {
		at,
		made: next.envelope.made,
		isDeleted: next._deleted,
		remoteId: next.envelope.remoteId,
		changed: new Set(changed),
		values,
		base: next.envelope.base ?? {},
	};
}
