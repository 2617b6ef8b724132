import { now } from "rxdb/plugins/utils";
import type { Instance } from "../gate/gate-place.js";
import { SENTINEL } from "../journal/sentinel.js";
import type { CollectionName, Stored } from "../model/documents.js";
import type { AccountRecordKeeper } from "./account-record.js";
import { findStored, findTombstones, writeStored } from "./storage-query.js";

const DAY_MS = 86_400_000;
/** So long a tombstone answers what became of a change, and keeps an id spent. */
export const KEPT_MS = 30 * DAY_MS;
/** One that must stay is written anew that much before it would go. */
const MARGIN_MS = DAY_MS;

type Instances = ReadonlyMap<CollectionName, Instance>;

/** What is in an org goes before the org. */
const inOrder = ["members", "projects", "users", "orgs"] as const;

/**
 * Removes tombstones that have been settled for thirty days and that nothing refers to; looks once a day. No other tab
 * has the store open.
 */
export async function purgeTombstones(
	instances: Instances,
	record: AccountRecordKeeper,
): Promise<void> {
	// The clock by which storage says how old a tombstone is.
	const today = now();
	const since = today - record.get().purgedAt;
	if (since >= 0 && since < DAY_MS) return;
	for (const name of inOrder) await purgeIn(instances, name, today);
	await record.change({ purgedAt: today });
}

async function purgeIn(
	instances: Instances,
	name: CollectionName,
	today: number,
): Promise<void> {
	const instance = instances.get(name);
	if (instance === undefined) return;
	const old = (await findTombstones(instance, {})).filter(
		({ _meta }) => _meta.lwt < today - KEPT_MS + MARGIN_MS,
	);
	const needed: Stored[] = [];
	for (const doc of old)
		if (await isNeeded(instances, name, doc)) needed.push(doc);
	if (needed.length === old.length) return;
	// Storage purges by age alone: what must stay gets younger by being written as it is.
	const stale = await writeStored(
		instance,
		needed.map((doc) => ({ previous: doc, next: doc })),
	);
	if (stale.size > 0) return;
	while (!(await instance.cleanup(KEPT_MS)));
}

async function isNeeded(
	instances: Instances,
	name: CollectionName,
	doc: Stored,
): Promise<boolean> {
	if (doc.id === SENTINEL || doc.envelope.open === 1) return true;
	if (name !== "orgs") return false;
	for (const children of ["projects", "members"] as const) {
		const instance = instances.get(children);
		const selector = { orgId: { $eq: doc.id } };
		if (
			instance !== undefined &&
			(await findStored(instance, selector)).length > 0
		)
			return true;
	}
	return false;
}
