import type { Device, Program } from "../device/device.js";
import type { Evidence, Read, Rule } from "./rule.js";

/** A page looks every two seconds for what others wrote, and reads it from a disk that may be slow. */
const PAGE_LAG_MS = 6_000;

interface Written {
	readonly process: string;
	readonly at: number;
}

/** S7 and S9, of what a store really shows: nothing acknowledged is missing from it, and nothing deleted is in it. */
export function shown(evidence: Evidence): Rule {
	const lastWrite = new Map<string, Written>();
	const isKnown = (device: Device, read: Read, id: string) => {
		const write = lastWrite.get(`${device.name} ${read.name}/${id}`);
		return write === undefined || mustKnow(device, read, write);
	};
	return {
		stored: (device, { name, next, process }) => {
			const key = `${device.name} ${name}/${next.id}`;
			lastWrite.set(key, { process, at: evidence.time.now() });
		},
		read: (device, read) => {
			checkPresent(evidence, device, {
				read,
				isKnown: (id) => isKnown(device, read, id),
			});
			for (const { id, envelope, _deleted } of read.rows) {
				const acked = evidence.ledger
					.acked(device.name, read.name, id)
					.findLast(
						({ ackedAt, process }) =>
							ackedAt <= read.askedAt &&
							mustKnow(device, read, { process, at: ackedAt }),
					);
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

/** A program knows its own writes at once, and those of other pages a while later, if it is seen. */
function mustKnow(
	device: Device,
	{ program, askedAt }: Read,
	{ process, at }: Written,
): boolean {
	if (!device.isShared || process === program.process.name) return true;
	const seenSince = seenOf(program);
	return askedAt - Math.max(at, seenSince) > PAGE_LAG_MS;
}

function seenOf({ page }: Program): number {
	return page?.seenSince() ?? Number.POSITIVE_INFINITY;
}

interface Present {
	readonly read: Read;
	readonly isKnown: (id: string) => boolean;
}

/** What was live before the read and is live after it is in the read, and what is a tombstone all the while is not. */
function checkPresent(
	evidence: Evidence,
	device: Device,
	{ read, isKnown }: Present,
): void {
	const { name, rows, liveBefore } = read;
	const documents = device.disk.documents(name);
	const ids = new Set(rows.map(({ id }) => id));
	for (const id of liveBefore) {
		const doc = documents.get(id);
		const isOld = (doc?._meta.lwt ?? 0) > 0;
		if (doc === undefined || !isOld || doc._deleted || ids.has(id)) continue;
		if (isKnown(id))
			evidence.violated("S7", device.name, `${name}/${id} is not shown`);
	}
	for (const id of ids)
		if (!liveBefore.has(id) && documents.get(id)?._deleted === true)
			evidence.counted("short-lived", device.name, `${name}/${id}`);
}
