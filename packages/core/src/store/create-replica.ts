import type { Environment } from "../environment.js";
import { assert } from "../errors.js";
import type { Instance } from "../gate/gate-place.js";
import { SENTINEL } from "../journal/sentinel.js";
import type { CollectionName, Stored, StoredOf } from "../model/documents.js";
import type { JoinedTabs } from "../tabs/join-tabs.js";
import type { AccountRecordKeeper } from "./account-record.js";
import type { StoreDatabase } from "./database.js";
import { followOrgs } from "./follow-orgs.js";
import type { StoreLife } from "./life.js";
import type { OpenDocuments } from "./open-documents.js";
import type { Replica } from "./replica.js";
import { createSecrets } from "./secrets.js";
import { findStored, writeStored } from "./storage-query.js";
import type { WatchedScopes } from "./watched-scopes.js";

/** The storage instance as RxDB wraps it: it gives every write its revision and time. */
export function wrappedInstance(
	database: StoreDatabase,
	name: CollectionName,
): Instance {
	// Proof of the cast: a collection's storage instance holds documents of its own schema.
	return database.collections[name].storageInstance as unknown as Instance;
}

export interface ReplicaParts {
	readonly environment: Environment;
	readonly record: AccountRecordKeeper;
	readonly instances: ReadonlyMap<CollectionName, Instance>;
	readonly open: OpenDocuments;
	readonly watched: WatchedScopes;
	readonly joined: JoinedTabs;
	readonly life: StoreLife;
}

export function createReplica(parts: ReplicaParts): Replica {
	const { environment, record, instances, open, watched, joined, life } = parts;
	const instanceOf = (name: CollectionName): Instance => {
		const instance = instances.get(name);
		assert(instance !== undefined, `collection ${name} is not open`);
		return instance;
	};
	return {
		environment,
		record,
		secrets: createSecrets(),
		// Proof of the casts: each instance holds documents of its own collection's schema.
		readAll: async <Name extends CollectionName>(name: Name) =>
			(await findStored(instanceOf(name), {})).filter(
				({ id }) => id !== SENTINEL,
			) as unknown as StoredOf<Name>[],
		read: async <Name extends CollectionName>(name: Name, id: string) =>
			(await instanceOf(name).findDocumentsById([id], true))[0] as unknown as
				| StoredOf<Name>
				| undefined,
		write: async (name, writes) => {
			const stale = await writeStored(instanceOf(name), writes);
			// What another tab wrote, or this tab would go on from what it knows, and meet it again.
			if (stale.size > 0)
				await joined.sharing?.feeds.get(name)?.look([...stale]);
			return stale;
		},
		listOpen: (name): readonly Stored[] => open.list(name),
		changes$: open.changes$,
		followOrgs: (orgIds) => followOrgs(instances, orgIds),
		watched: watched.list,
		watched$: watched.changes$,
		tabs: joined.sharing?.tabs,
		refresh: joined.refresh,
		assertOpen: life.assertOpen,
		onClose: life.onClose,
	};
}
