import type { RxStorage, RxStorageInstanceCreationParams } from "rxdb";
import { storageFailureOf } from "./storage-failure.js";

const guarded = [
	"bulkWrite",
	"findDocumentsById",
	"query",
	"count",
	"getChangedDocumentsSince",
] as const;

/**
 * Wraps an RxStorage so that whatever fails in it comes out as an EngineError that says what to do, whichever method of
 * RxDB asked; `lost` is called when only another opening helps.
 */
export function guardStorage<Internals, Options>(
	storage: RxStorage<Internals, Options>,
	lost: () => void,
): RxStorage<Internals, Options> {
	return {
		...storage,
		async createStorageInstance<Doc>(
			params: RxStorageInstanceCreationParams<Doc, Options>,
		) {
			const instance = await storage.createStorageInstance(params);
			for (const method of guarded) guardMethod(instance, method, lost);
			return instance;
		},
	};
}

function guardMethod(
	instance: object,
	method: (typeof guarded)[number],
	lost: () => void,
): void {
	const run: unknown = Reflect.get(instance, method);
	// Not every storage has all of them.
	if (typeof run !== "function") return;
	Reflect.set(instance, method, async (...given: unknown[]) => {
		try {
			return await Reflect.apply(run, instance, given);
		} catch (thrown) {
			const { error, isLost } = storageFailureOf(thrown);
			if (isLost) lost();
			throw error;
		}
	});
}
