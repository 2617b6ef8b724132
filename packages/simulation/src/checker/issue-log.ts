import type {
	CollectionName,
	DocumentIssue,
} from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import type { StoredWrite } from "../device/device-storage.js";

/** Every issue that ever stood in a document. */
export interface IssueLog {
	of(
		device: string,
		name: CollectionName,
		id: string,
	): readonly DocumentIssue[];
	note(device: Device, write: StoredWrite): void;
	/** After a wipe nothing of the device is owed any more. */
	forget(device: string): void;
}

export function createIssueLog(): IssueLog {
	const byDocument = new Map<string, Map<string, DocumentIssue>>();
	return {
		of: (device, name, id) => [
			...(byDocument.get(`${device} ${name}/${id}`)?.values() ?? []),
		],
		note: ({ name: device }, { name, next }) => {
			if (next.envelope.issues.length === 0) return;
			const key = `${device} ${name}/${next.id}`;
			const known = byDocument.get(key) ?? new Map<string, DocumentIssue>();
			byDocument.set(key, known);
			for (const issue of next.envelope.issues)
				known.set(JSON.stringify(issue), issue);
		},
		forget: (device) => {
			for (const key of byDocument.keys())
				if (key.startsWith(`${device} `)) byDocument.delete(key);
		},
	};
}
