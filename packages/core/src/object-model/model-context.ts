import type { RxCollection } from "rxdb";
import { engineErrorOf } from "../errors.js";
import { storageFailureOf } from "../gate/storage-failure.js";
import type { CollectionName, DocumentByName } from "../model/documents.js";
import type { Kernel } from "../store/kernel.js";
import { storeClosed } from "../store/life.js";

/** What every part of the object model works with. */
export interface ModelContext {
	readonly kernel: Kernel;
	/** Whether close() was called. */
	isClosed(): boolean;
}

/** Rejects with STORE_CLOSED after close(). */
export function assertOpen(context: ModelContext): void {
	if (context.isClosed()) throw storeClosed();
}

/** Runs a read or a write of storage; whatever goes wrong comes out as an EngineError. */
export async function storing<Value>(
	context: ModelContext,
	run: () => Promise<Value>,
): Promise<Value> {
	assertOpen(context);
	try {
		return await run();
	} catch (error) {
		const known = engineErrorOf(error);
		if (known !== undefined) throw known;
		if (context.isClosed()) throw storeClosed();
		throw storageFailureOf(error).error;
	}
}

/** Runs a write of the app that passes the gate as it is: whoever wipes or closes the store waits for it, as for any other. */
export function writing<Value>(
	context: ModelContext,
	run: () => Promise<Value>,
): Promise<Value> {
	return storing(context, () => context.kernel.barrier.pass(run));
}

/** The RxDB collection of that name. */
export function collectionOf<Name extends CollectionName>(
	context: ModelContext,
	name: Name,
): RxCollection<DocumentByName[Name]> {
	// Proof of the cast: the type of `collections` says the same name by name, which generics cannot follow.
	return context.kernel.database.collections[name] as unknown as RxCollection<
		DocumentByName[Name]
	>;
}
