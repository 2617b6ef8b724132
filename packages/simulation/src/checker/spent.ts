import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import type { Evidence, Rule } from "./rule.js";

/** S9: what this device deleted on the Engine is not shown by it again, under whatever id. */
export function spentStaysSpent(evidence: Evidence): Rule {
	const spent = new Map<string, number>();
	return {
		ended: ({ id, device, call, status, fault }) => {
			const isDone = status === 200 && fault !== "truncate" && fault !== "html";
			if (call.verb !== "delete" || !isDone) return;
			if (call.collection === "orgs" || call.collection === "projects")
				spent.set(`${device} ${call.collection}/${call.remoteId}`, id);
		},
		stored: (device, { name, next }) => {
			const { remoteId } = next.envelope;
			const request = spent.get(`${device.name} ${name}/${remoteId}`);
			if (request !== undefined && !next._deleted && remoteId !== "")
				evidence.violated(
					"S9",
					device.name,
					`${name}/${next.id} shows ${remoteId}, which request ${request} deleted`,
				);
		},
		wiped: ({ name }) => {
			for (const key of spent.keys())
				if (key.startsWith(`${name} `)) spent.delete(key);
		},
	};
}

/** S9: what a deleted org hides goes with it, and is never deleted on the Engine by itself. */
export function hiddenIsNoDelete(evidence: Evidence): Rule {
	return {
		sent: ({ id, device, call }) => {
			if (call.verb !== "delete" || call.collection === undefined) return;
			const owner = evidence.devices.find(({ name }) => name === device);
			const doc = owner && holder(owner, call.collection, call.remoteId);
			if (doc !== undefined && doc.envelope.hiddenBy !== "")
				evidence.violated(
					"S9",
					device,
					`request ${id} deletes ${call.collection}/${doc.id}, which is only hidden with its org ${doc.envelope.hiddenBy}`,
				);
		},
	};
}

function holder(
	device: Device,
	name: CollectionName,
	remoteId: string,
): Stored | undefined {
	return [...device.disk.documents(name).values()].find(
		({ envelope }) => envelope.remoteId === remoteId,
	);
}
