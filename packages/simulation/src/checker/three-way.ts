import {
	type CollectionName,
	type DocumentIssue,
	type Fields,
	type Stored,
	writableFields,
} from "@engine-offline/core/replicate";
import { keyOf } from "../engine/truth.js";
import type { Flight } from "../network/network.js";
import { hasTwoLeaders } from "./pace.js";
import type { Evidence, Rule } from "./rule.js";

/** What a device had when it sent an update. */
interface SentUpdate {
	readonly doc: Stored | undefined;
	/** The Engine's last commit when it answered the read of this process before it. */
	readonly read: number;
	/** Issues that the user had then. */
	readonly issues: readonly DocumentIssue[];
	/** What the Engine had, as far as was known, when an edit of the document was stored. */
	readonly baseOf: (edit: number) => Fields | undefined;
}

/**
 * S12: an update changes only the fields that the user changed. S11: a foreign value is overwritten only where the
 * user knew it, or an issue keeps it. What the interface cannot prevent is counted.
 */
export function threeWay(evidence: Evidence): Rule {
	const sent = new Map<number, SentUpdate>();
	const reading = new Map<number, number>();
	const read = new Map<string, number>();
	const bases = new Map<string, Fields | null>();
	const asked: Flight[] = [];
	return {
		stored: ({ name: device }, { name, previous, next: { id, envelope } }) => {
			if (envelope.made > (previous?.envelope.made ?? 0))
				bases.set(`${device} ${name}/${id} ${envelope.made}`, envelope.base);
		},
		delivered: ({ id, call }) => {
			if (call.verb === "get")
				reading.set(id, evidence.engine.truth.lastCommit());
		},
		ended: ({ id, process, call, status }) => {
			const commit = reading.get(id);
			reading.delete(id);
			if (commit === undefined || status !== 200) return;
			if (call.collection === undefined) return;
			const key = `${process} ${keyOf(call.collection, call.remoteId)}`;
			read.set(key, Math.max(commit, read.get(key) ?? 0));
		},
		sent: (flight) => {
			const { device, process, call } = flight;
			if (call.verb !== "update" || call.collection === undefined) return;
			const { collection: name, remoteId } = call;
			const doc = holderOf(evidence, device, { name, remoteId });
			asked.push(flight);
			sent.set(flight.id, {
				doc,
				issues: evidence.issues.of(device, name, doc?.id ?? ""),
				baseOf: (edit) =>
					bases.get(`${device} ${name}/${doc?.id} ${edit}`) ?? undefined,
				// One replicator does not know what the other has read.
				read: hasTwoLeaders(evidence, device)
					? 0
					: (read.get(`${process} ${keyOf(call.collection, call.remoteId)}`) ??
						0),
			});
		},
		arriving: (flight) => {
			const { call } = flight;
			const update = sent.get(flight.id);
			if (update === undefined || call.collection === undefined) return;
			for (const field of writableFields[call.collection])
				checkField(evidence, flight, { field, update, asked });
		},
	};
}

function holderOf(
	evidence: Evidence,
	device: string,
	{ name, remoteId }: { name: CollectionName; remoteId: string },
): Stored | undefined {
	const owner = evidence.devices.find((one) => one.name === device);
	return [...(owner?.disk.documents(name).values() ?? [])].find(
		({ envelope }) => envelope.remoteId === remoteId,
	);
}

interface Overwritten {
	readonly field: string;
	readonly update: SentUpdate;
	/** All updates that were ever sent. */
	readonly asked: readonly Flight[];
}

/** The wire calls a user's name otherwise than the document does. */
const wireNames: Readonly<Record<string, string>> = { displayName: "name" };

function checkField(
	evidence: Evidence,
	{ id, device, call, isGivenUp }: Flight,
	{ field, update, asked }: Overwritten,
): void {
	const name = call.collection ?? "projects";
	const versions = evidence.engine.truth.versions(name, call.remoteId);
	const current = versions.at(-1);
	const value = call.fields[wireNames[field] ?? field] ?? "";
	if (current?.fields === undefined || current.fields[field] === value) return;
	const theirs = current.fields[field] ?? "";
	const begun =
		versions.findLastIndex((one) => one.fields?.[field] !== theirs) + 1;
	const since = versions[begun]?.commit ?? 0;
	const where = `request ${id} puts ${JSON.stringify(value)} over ${JSON.stringify(theirs)} in ${name}/${call.remoteId}.${field}`;
	if (versions[begun]?.device === device) return;
	// Nobody can tell somebody's value from one's own request of before, late perhaps, that asked for the very same.
	const isLikeOurs = asked.some(
		(other) =>
			other.id !== id &&
			other.device === device &&
			other.call.remoteId === call.remoteId &&
			other.call.fields[wireNames[field] ?? field] === theirs,
	);
	if (isLikeOurs) evidence.counted("lookAlike", device, where);
	else if (isGivenUp) evidence.counted("lateWindow", device, where);
	else if (since > update.read) evidence.counted("raceWindow", device, where);
	else
		judgeOverwriting(evidence, {
			...update,
			device,
			name,
			field,
			theirs,
			where,
		});
}

interface Overwriting extends SentUpdate {
	readonly device: string;
	readonly name: CollectionName;
	readonly field: string;
	readonly theirs: string;
	readonly where: string;
}

/** Somebody's value, seen before the update, goes: only by the user's own change, and by one who knew or is told. */
function judgeOverwriting(evidence: Evidence, given: Overwriting): void {
	const { doc, issues, read, device, name, field, theirs, where } = given;
	const edit = doc?.envelope.sent?.touched[field];
	if (doc === undefined || edit === undefined) {
		evidence.violated(
			"S12",
			device,
			`${where}, which the user did not change (read at commit ${read})`,
		);
		return;
	}
	const knew = evidence.ledger
		.writes()
		.some(
			(write) =>
				write.device === device &&
				write.collection === name &&
				write.id === doc.id &&
				write.knew[field] === theirs &&
				(write.edit === 0 || write.edit > doc.envelope.settled),
		);
	const told = issues.some((issue) => issue.theirs?.[field] === theirs);
	// It came home while the edit was being written: the write was made anew on top of it.
	const wasUnderIt = given.baseOf(edit)?.[field] === theirs;
	if (!knew && !told && !wasUnderIt)
		evidence.violated(
			"S11",
			device,
			`${where}, which the user neither knew nor is told of`,
		);
}
