import type {
	BulkWriteRow,
	RxStorage,
	RxStorageInstance,
	RxStorageInstanceCreationParams,
} from "rxdb";
import { OPEN_COLLECTIONS } from "rxdb";
import { filter } from "rxjs";
import type { Process } from "../world/process.js";
import type { Random } from "../world/random.js";
import type { DeviceStorage } from "./device-storage.js";

type AnyInstance = RxStorageInstance<object, unknown, unknown>;

export interface ProcessStorageOptions {
	readonly disk: DeviceStorage;
	readonly process: Process;
	readonly random: Random;
}

let storages = 0;

/**
 * A device's disk as one process sees it: each operation takes time before it takes place and before its answer
 * comes, in order for each collection; and whatever a killed process asked for neither takes place nor is answered.
 */
export function processStorage(
	options: ProcessStorageOptions,
): RxStorage<unknown, unknown> {
	const { disk, process } = options;
	const storage: RxStorage<unknown, unknown> = {
		...disk.storage,
		// RxDB refuses to open one name twice on one storage; a killed process never closed it, nor did an earlier world's.
		name: `${process.name}/${++storages}`,
		createStorageInstance: async <Doc>(
			params: RxStorageInstanceCreationParams<Doc, unknown>,
		) => {
			await process.wait(options.random.below(3));
			const instance = await disk.storage.createStorageInstance(params);
			// Proof of the casts: the wrapping looks at no document, it only delays.
			wrapInstance(instance as unknown as AnyInstance, params, options);
			return process.survive(instance);
		},
	};
	process.onKill(() => forgetCollections(storage));
	return storage;
}

/** RxDB allows so many open collections in a realm: those of a killed process are not open any more. */
function forgetCollections(storage: RxStorage<unknown, unknown>): void {
	for (const collection of OPEN_COLLECTIONS)
		if (collection.database.storage.name === storage.name)
			OPEN_COLLECTIONS.delete(collection);
}

const delayed = ["findDocumentsById", "query", "count", "cleanup"] as const;

function wrapInstance(
	instance: AnyInstance,
	{ collectionName }: { readonly collectionName: string },
	options: ProcessStorageOptions,
): void {
	const { process, disk } = options;
	const inOrder = createOrder(options);
	const noted = instance.changeStream().subscribe(({ events }) => {
		if (process.isAlive())
			disk.note(
				collectionName,
				events.map(({ documentData }) => documentData),
			);
	});
	process.onKill(() => noted.unsubscribe());
	const changeStream = instance.changeStream.bind(instance);
	instance.changeStream = () =>
		changeStream().pipe(filter(() => process.isAlive()));
	const bulkWrite = instance.bulkWrite.bind(instance);
	instance.bulkWrite = (rows: BulkWriteRow<object>[], context) =>
		inOrder(() => bulkWrite(rows, context));
	for (const method of delayed) {
		const run: unknown = Reflect.get(instance, method);
		if (typeof run !== "function") continue;
		const wrapped = (...given: unknown[]) =>
			inOrder(() => Reflect.apply(run, instance, given));
		Reflect.set(instance, method, wrapped);
	}
	const close = instance.close.bind(instance);
	instance.close = () => {
		noted.unsubscribe();
		return process.isAlive() ? close() : Promise.resolve();
	};
}

/** One operation begins after the other, as transactions on one object store do. */
function createOrder({ process, random }: ProcessStorageOptions) {
	let last: Promise<unknown> = Promise.resolve();
	return <Value>(run: () => Promise<Value>): Promise<Value> => {
		const before = delayOf(random);
		const after = delayOf(random);
		const turn = last.then(() => process.wait(before));
		const result = turn.then(run);
		// What fails is told to whoever asked; the next operation goes on.
		last = result.then(
			() => undefined,
			() => undefined,
		);
		return result.then(async (value) => {
			if (after > 0) await process.wait(after);
			return process.survive(value);
		});
	};
}

function delayOf(random: Random): number {
	return random.weighted([
		[0, 6],
		[1, 3],
		[4, 1],
		[20, 0.1],
	]);
}
