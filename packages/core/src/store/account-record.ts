import type { RxLocalDocument } from "rxdb";
import { BehaviorSubject, type Observable } from "rxjs";
import type { StoreDatabase } from "./database.js";
import { storeClosed } from "./life.js";

/** What concerns the store as a whole, kept in one RxDB local document. */
export interface AccountRecord {
	/** Who is signed in here, once verified; '' before. Never changes afterwards. */
	readonly userId: string;
	readonly email: string;
	/** Wall clock in ms of the last complete list of each scope, by scope key. */
	readonly listedAt: Readonly<Record<string, number>>;
	/** The catalogue of roles as the Engine last gave it. */
	readonly roles: readonly { readonly id: string; readonly name: string }[];
	/** How often a tab took the lead: who leads with an older number leads no more. */
	readonly epoch: number;
	/** Wall clock in ms of the last look for tombstones that nobody needs. */
	readonly purgedAt: number;
}

const ID = "account";
const blank: AccountRecord = {
	userId: "",
	email: "",
	listedAt: {},
	roles: [],
	epoch: 0,
	purgedAt: 0,
};

type Change =
	| Partial<AccountRecord>
	| ((record: AccountRecord) => Partial<AccountRecord>);

/** The record as last seen, and the way to change it. All tabs agree on what is stored. */
export interface AccountRecordKeeper {
	get(): AccountRecord;
	/**
	 * Stores the change, made on what is stored by then: a tab never takes back what another one wrote beside it.
	 * Resolves with the record when it is durable. Rejects with STORE_CLOSED.
	 */
	change(change: Change): Promise<AccountRecord>;
	/** The record now and after each change, in any tab. */
	readonly changes$: Observable<AccountRecord>;
	close(): void;
}

export async function openAccountRecord(
	database: StoreDatabase,
): Promise<AccountRecordKeeper> {
	const stored = await database.getLocal<AccountRecord>(ID);
	const record$ = new BehaviorSubject<AccountRecord>(
		stored === null ? blank : { ...blank, ...stored.toJSON().data },
	);
	const publish = (record: AccountRecord) => {
		if (JSON.stringify(record) !== JSON.stringify(record$.value))
			record$.next(record);
		return record;
	};
	let isClosed = false;
	const subscription = database.eventBulks$.subscribe(({ isLocal, events }) => {
		if (!isLocal) return;
		for (const { documentId, documentData } of events)
			if (documentId === ID) publish({ ...blank, ...dataOf(documentData) });
	});
	return {
		get: () => record$.value,
		change: async (change) => {
			try {
				const found = await ensured(database);
				const changed = await found.incrementalModify((data) => ({
					...data,
					...patchOf(change, { ...blank, ...data }),
				}));
				return publish({ ...blank, ...changed.toJSON().data });
			} catch (error) {
				throw isClosed ? storeClosed() : error;
			}
		},
		changes$: record$.asObservable(),
		close: () => {
			isClosed = true;
			subscription.unsubscribe();
			record$.complete();
		},
	};
}

type Stored = RxLocalDocument<StoreDatabase, AccountRecord>;

/** The stored record; a blank one is made, unless another tab was first. */
async function ensured(database: StoreDatabase): Promise<Stored> {
	const find = () => database.getLocal<AccountRecord>(ID);
	const found = await find();
	if (found !== null) return found;
	try {
		return await database.insertLocal<AccountRecord>(ID, blank);
	} catch (error) {
		const other = await find();
		if (other === null) throw error;
		return other;
	}
}

function patchOf(
	change: Change,
	record: AccountRecord,
): Partial<AccountRecord> {
	return typeof change === "function" ? change(record) : change;
}

/** RxDB keeps the value of a local document in `data`. */
function dataOf(documentData: object): Partial<AccountRecord> {
	const data: unknown = Reflect.get(documentData, "data");
	// Proof of the cast: only this file writes a local document of that name.
	return (data ?? {}) as Partial<AccountRecord>;
}
