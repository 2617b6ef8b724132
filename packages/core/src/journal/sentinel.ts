import type { Instance } from "../gate/gate-place.js";
import type { CollectionName, Stored } from "../model/documents.js";
import { createEnvelope } from "../model/envelope.js";
import { writeStored } from "../store/storage-query.js";

/** The id of a tombstone in each collection that says: this database is the one that we left. No app ever sees it. */
export const SENTINEL = "engine-offline-sentinel";

const nothing = { name: "", description: "" };
const valuesByName: Readonly<Record<CollectionName, object>> = {
	orgs: { ...nothing, logoUrl: "", subscriptionId: "", reach: "listed" },
	projects: { ...nothing, orgId: "-" },
	users: { displayName: "", email: "", photoUrl: "", phone: "", status: "" },
	members: { orgId: "-", userId: "", role: "", external: false, invite: null },
};

type Instances = ReadonlyMap<CollectionName, Instance>;

/** The collections in which the sentinel is missing. */
export async function withoutSentinel(
	instances: Instances,
): Promise<CollectionName[]> {
	const looked = await Promise.all(
		[...instances].map(async ([name, instance]) => {
			const found = await instance.findDocumentsById([SENTINEL], true);
			return found.length === 0 ? [name] : [];
		}),
	);
	return looked.flat();
}

/** Resolves when the sentinels are stored; those that another tab was faster with stay. */
export async function placeSentinels(
	instances: Instances,
	names: readonly CollectionName[],
): Promise<void> {
	await Promise.all(
		names.map(async (name) => {
			const instance = instances.get(name);
			if (instance !== undefined)
				await writeStored(instance, [{ next: sentinelOf(name) }]);
		}),
	);
}

/** The sentinel of a collection; with another id, a tombstone of nothing. */
export function sentinelOf(name: CollectionName): Stored {
	const sentinel = {
		id: SENTINEL,
		...valuesByName[name],
		envelope: createEnvelope(),
		_deleted: true,
		_rev: "",
		_meta: { lwt: 0 },
		_attachments: {},
	};
	// Proof of the cast: a test validates each of the four by its schema.
	return sentinel as unknown as Stored;
}
