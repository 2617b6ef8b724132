import { BehaviorSubject, type Observable } from "rxjs";
import type { StoreDatabase } from "./database.js";

/** What concerns the store as a whole, kept in one RxDB local document. */
export interface AccountRecord {
	/** Who is signed in here, once verified; '' before. Never changes afterwards. */
	readonly userId: string;
	readonly email: string;
	/** Wall clock in ms of the last complete list of each scope, by scope key. */
	readonly listedAt: Readonly<Record<string, number>>;
	/** The catalogue of roles as the Engine last gave it. */
	readonly roles: readonly { readonly id: string; readonly name: string }[];
}

const ID = "account";
const blank: AccountRecord = { userId: "", email: "", listedAt: {}, roles: [] };

/** The record in memory, and the way to change it: one write at a time, the newest value always wins whole. */
export interface AccountRecordKeeper {
	get(): AccountRecord;
	/** Stores the change; resolves when it is durable. */
	change(patch: Partial<AccountRecord>): Promise<void>;
	/** The record now and after each change. */
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
	return {
		get: () => record$.value,
		change: async (patch) => {
			record$.next({ ...record$.value, ...patch });
			await database.upsertLocal<AccountRecord>(ID, record$.value);
		},
		changes$: record$.asObservable(),
		close: () => record$.complete(),
	};
}
