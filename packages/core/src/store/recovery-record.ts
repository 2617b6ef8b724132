import { BehaviorSubject, type Observable } from "rxjs";
import { joinRecoveries, type Recovery } from "../journal/recovery.js";
import type { StoreDatabase } from "./database.js";

const ID = "recovery";

/** What was found at an opening, kept until somebody has seen it. */
export interface RecoveryRecord {
	get(): Recovery | undefined;
	/** The recovery now and whenever it changes. */
	readonly changes$: Observable<Recovery | undefined>;
	/** Adds to what is kept; resolves when it is durable. `told` names what is not to be told again. */
	add(found: Recovery, told?: readonly string[]): Promise<void>;
	/** What was told ever, whether or not it was dismissed. */
	isTold(id: string): boolean;
	dismiss(): Promise<void>;
	close(): void;
}

interface Kept {
	readonly recovery: Recovery | null;
	readonly told?: readonly string[];
}

export async function openRecoveryRecord(
	database: StoreDatabase,
): Promise<RecoveryRecord> {
	const stored = await database.getLocal<Kept>(ID);
	const kept: Recovery | null | undefined = stored?.get("recovery");
	let told: readonly string[] = stored?.get("told") ?? [];
	const state$ = new BehaviorSubject<Recovery | undefined>(kept ?? undefined);
	const subscription = database.eventBulks$.subscribe(({ isLocal, events }) => {
		if (!isLocal) return;
		for (const { documentId, documentData } of events)
			if (documentId === ID) state$.next(recoveryOf(documentData));
	});
	const write = async (recovery: Recovery | undefined) => {
		await database.upsertLocal<Kept>(ID, { recovery: recovery ?? null, told });
		if (state$.value !== recovery) state$.next(recovery);
	};
	return {
		get: () => state$.value,
		changes$: state$.asObservable(),
		add: async (found, ids = []) => {
			told = [...told, ...ids];
			await write(joinRecoveries(state$.value, found));
		},
		isTold: (id) => told.includes(id),
		dismiss: async () => {
			if (state$.value !== undefined) await write(undefined);
		},
		close: () => {
			subscription.unsubscribe();
			state$.complete();
		},
	};
}

function recoveryOf(documentData: object): Recovery | undefined {
	const data: unknown = Reflect.get(documentData, "data");
	// Proof of the cast: only this file writes a local document of that name.
	return (data as Kept | undefined)?.recovery ?? undefined;
}
