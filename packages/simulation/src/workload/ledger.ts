import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import type { StoredDocuments } from "../device/device-storage.js";

/** One write of the workload. */
export interface LedgerWrite {
	/** Names the write; its field values begin with it. */
	readonly name: string;
	readonly device: string;
	readonly process: string;
	readonly collection: CollectionName;
	/** '' until the store answered, where the store makes it. */
	id: string;
	readonly kind: "create" | "update" | "delete" | "revert" | "answer";
	readonly fields: Readonly<Record<string, string>>;
	/** What the document knew of the Engine when it was asked for, by field. */
	readonly knew: Readonly<Record<string, string>>;
	readonly askedAt: number;
	state: "asked" | "acked" | "failed";
	/** The edit number, once acked. */
	edit: number;
	ackedAt: number;
	code: string;
}

/** All writes, and what each value of a field came from. */
export interface Ledger {
	writes(): readonly LedgerWrite[];
	/** Acked writes of one document, by edit. */
	acked(
		device: string,
		collection: CollectionName,
		id: string,
	): readonly LedgerWrite[];
	/** Documents of a device with acked writes, as `collection/id`. */
	documents(device: string): Iterable<readonly [CollectionName, string]>;
	add(write: LedgerWrite): void;
	ack(write: LedgerWrite, id: string, edit: number): void;
	/** After a wipe: only these documents of the device are owed any more. */
	keepOnly(
		device: string,
		isOwed: (name: CollectionName, id: string) => boolean,
	): void;
	/** The account has left the device with this: it is not owed, though a frozen page be told only later that it has it. */
	leave(device: string, stored: StoredDocuments): void;
	/** The write that a value of a field came from. */
	byValue(value: string): LedgerWrite | undefined;
}

export function createLedger(now: () => number): Ledger {
	const writes: LedgerWrite[] = [];
	const ackedByDocument = new Map<string, LedgerWrite[]>();
	const documents = new Map<
		string,
		Map<string, readonly [CollectionName, string]>
	>();
	const byValue = new Map<string, LedgerWrite>();
	const leavings = new Map<string, Leaving[]>();
	const keepOnly: Ledger["keepOnly"] = (device, isOwed) => {
		for (const [key, [name, id]] of documents.get(device) ?? []) {
			if (isOwed(name, id)) continue;
			documents.get(device)?.delete(key);
			ackedByDocument.delete(`${device} ${key}`);
		}
	};
	return {
		writes: () => writes,
		acked: (device, collection, id) =>
			ackedByDocument.get(`${device} ${collection}/${id}`) ?? [],
		documents: (device) => documents.get(device)?.values() ?? [],
		byValue: (value) => byValue.get(value),
		keepOnly,
		leave: (device, stored) => {
			const known = leavings.get(device) ?? [];
			leavings.set(device, [...known, { at: now(), stored }]);
			keepOnly(device, () => false);
		},
		add: (write) => {
			writes.push(write);
			for (const value of Object.values(write.fields))
				if (!byValue.has(value)) byValue.set(value, write);
		},
		ack: (write, id, edit) => {
			const { device, collection } = write;
			Object.assign(write, { state: "acked", id, edit, ackedAt: now() });
			if (leavings.get(device)?.some((one) => wentWith(one, write))) return;
			const key = `${device} ${collection}/${id}`;
			const known = ackedByDocument.get(key) ?? [];
			known.push(write);
			known.sort((a, b) => a.edit - b.edit);
			ackedByDocument.set(key, known);
			const own = documents.get(device) ?? new Map();
			own.set(`${collection}/${id}`, [collection, id]);
			documents.set(device, own);
		},
	};
}

interface Leaving {
	readonly at: number;
	readonly stored: StoredDocuments;
}

function wentWith({ at, stored }: Leaving, write: LedgerWrite): boolean {
	const doc = stored.get(write.collection)?.get(write.id);
	return write.askedAt <= at && (doc?.envelope.made ?? 0) >= write.edit;
}

/** What a document knows of the Engine: its base, or its own values where nothing waits. */
export function engineValues(
	doc: Stored | undefined,
	names: readonly string[],
): Record<string, string> {
	if (doc === undefined || doc.envelope.remoteId === "") return {};
	const source: object = doc.envelope.base ?? doc;
	return Object.fromEntries(
		names.map((name) => [name, String(Reflect.get(source, name) ?? "")]),
	);
}
