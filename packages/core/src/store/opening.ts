import type { GateSurroundings, Instance } from "../gate/gate-place.js";
import { createBarrier, type WriteBarrier } from "../gate/write-barrier.js";
import type { OpenJournal } from "../journal/open-journal.js";
import type { CollectionName } from "../model/documents.js";
import type { Model } from "../model/migration.js";
import { type JoinedTabs, joinTabs } from "../tabs/join-tabs.js";
import type { AccountRecordKeeper } from "./account-record.js";
import { followOrgs } from "./follow-orgs.js";
import { journalOf } from "./recover-store.js";
import { createSetAsideRows, type SetAsideRows } from "./set-aside-rows.js";
import type { StoreOptions } from "./store-options.js";
import type { ErasePlace } from "./wipe/erase-account.js";

export type OpenPlace = ErasePlace & { readonly model: Model };

/** What stands before the database is open, and is told of it afterwards. */
export interface Opening {
	readonly instances: Map<CollectionName, Instance>;
	readonly barrier: WriteBarrier;
	readonly surroundings: GateSurroundings;
	readonly journal: OpenJournal | undefined;
	readonly joined: JoinedTabs;
	readonly setAside: SetAsideRows;
	/** Called when the storage is gone; does nothing until `whenLost` was given. */
	readonly lost: () => void;
	whenLost(run: () => void): void;
	/** From now on the gate knows who is signed in. */
	know(record: AccountRecordKeeper): void;
	/** Lets everything go again. */
	giveUp(): void;
}

export async function beginOpening(
	options: StoreOptions,
	place: OpenPlace,
): Promise<Opening> {
	const { name, storage, environment } = place;
	const instances = new Map<CollectionName, Instance>();
	const barrier = createBarrier();
	let userId = () => "";
	let lost = () => {};
	const journal = await journalOf(options, place, instances);
	const joined = joinTabs({
		...{ environment, storage, database: name },
		lost: () => lost(),
	});
	return {
		...{ instances, barrier, journal, joined },
		surroundings: {
			now: environment.now,
			uuid: environment.uuid,
			userId: () => userId(),
			...{ instances, barrier },
			followOrgs: (orgIds) => followOrgs(instances, orgIds),
		},
		setAside: createSetAsideRows({
			now: environment.now,
			recordOf: async ({ name: of, id }) => journal?.recordOf(of, id),
		}),
		lost: () => lost(),
		whenLost: (run) => {
			lost = run;
		},
		know: (record) => {
			userId = () => record.get().userId;
		},
		giveUp: () => {
			joined.close();
			journal?.close();
		},
	};
}
