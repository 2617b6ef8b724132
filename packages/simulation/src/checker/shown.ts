import type { Device } from "../device/device.js";
import type { Evidence, Read, Rule } from "./rule.js";

/** S7 and S9, of what a store really shows: nothing acknowledged is missing from it, and nothing deleted is in it. */
export function shown(evidence: Evidence): Rule {
	return {
		read: (device, read) => {
			checkPresent(evidence, device, read);
			for (const { id, envelope, _deleted } of read.rows) {
				const acked = evidence.ledger
					.acked(device.name, read.name, id)
					.findLast(({ ackedAt }) => ackedAt <= read.askedAt);
				if (acked !== undefined && acked.edit > envelope.made)
					evidence.violated(
						"S7",
						device.name,
						`${read.name}/${id} is shown with ${envelope.made} edits, and ${acked.name}, its edit ${acked.edit}, was acknowledged before`,
					);
				if (_deleted)
					evidence.violated("S9", device.name, `${read.name}/${id} is shown`);
			}
		},
	};
}

/** What was live before the read and is live after it is in the read, and what is a tombstone all the while is not. */
function checkPresent(evidence: Evidence, device: Device, read: Read): void {
	const { name, rows, liveBefore } = read;
	const documents = device.disk.documents(name);
	const ids = new Set(rows.map(({ id }) => id));
	for (const id of liveBefore) {
		const doc = documents.get(id);
		const isOld = (doc?._meta.lwt ?? 0) > 0;
		if (doc !== undefined && isOld && !doc._deleted && !ids.has(id))
			evidence.violated("S7", device.name, `${name}/${id} is not shown`);
	}
	for (const id of ids)
		if (!liveBefore.has(id) && documents.get(id)?._deleted === true)
			evidence.counted("short-lived", device.name, `${name}/${id}`);
}
