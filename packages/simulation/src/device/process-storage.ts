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
import type { VirtualTime } from "../world/virtual-time.js";
import type { DeviceStorage } from "./device-storage.js";
import type { DiskPace } from "./disk-pace.js";
import { ownName } from "./process-factory.js";

type AnyInstance = RxStorageInstance<object, unknown, unknown>;

export interface ProcessStorageOptions {
	readonly disk: DeviceStorage;
	readonly process: Process;
	readonly random: Random;
	readonly pace: DiskPace;
	readonly time: VirtualTime;
}

let storages = 0;

/**
 * A device's disk as one process sees it: each operation takes time before it takes place and before its answer
 * comes, in order for each collection; and whatever a killed process asked for neither takes place nor is answered.
 */
export function processStorage(
	options: ProcessStorageOptions,
): RxStorage<unknown, unknown> {
	const { disk, process, time } = options;
	const medium = disk.medium();
	const below = medium.storageFor(process);
	const storage: RxStorage<unknown, unknown> = {
		...below,
		// RxDB refuses to open one name twice on one storage; a killed process never closed it, nor did an earlier world's.
		name: `${process.name}/${++storages}`,
		createStorageInstance: async <Doc>(
			params: RxStorageInstanceCreationParams<Doc, unknown>,
		) => {
			await process.wait(options.random.below(3));
			const instance = await below.createStorageInstance(
				medium.closesKilled
					? { ...params, databaseName: ownName(params.databaseName, process) }
					: params,
			);
			// Proof of the casts: the wrapping looks at no document, it only delays.
			const any = instance as unknown as AnyInstance;
			const close = wrapInstance(any, params, options);
			const letGo = () => {
				// What was committed by then is still noted first.
				time.setTimer(() => void close().catch(() => undefined), 5);
			};
			if (medium.closesKilled) process.onKill(letGo);
			if (medium.closesKilled && !process.isAlive()) letGo();
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

/** Answers how to close the instance whatever became of the process. */
function wrapInstance(
	instance: AnyInstance,
	{ collectionName }: { readonly collectionName: string },
	options: ProcessStorageOptions,
): () => Promise<void> {
	const { process, disk } = options;
	const inOrder = createOrder(process, options.pace);
	const medium = disk.medium();
	const noted = instance.changeStream().subscribe(({ events }) => {
		if (medium !== disk.medium()) return;
		disk.note(
			collectionName,
			events.map(({ documentData }) => documentData),
		);
	});
	// Its instance is one with those of later processes, which note for themselves.
	if (!medium.closesKilled) process.onKill(() => noted.unsubscribe());
	const changeStream = instance.changeStream.bind(instance);
	instance.changeStream = () =>
		changeStream().pipe(filter(() => process.isAlive()));
	const bulkWrite = instance.bulkWrite.bind(instance);
	instance.bulkWrite = (rows: BulkWriteRow<object>[], context) =>
		inOrder("write", () =>
			disk.isFull() ? Promise.reject(diskFull()) : bulkWrite(rows, context),
		);
	for (const method of delayed) {
		const run: unknown = Reflect.get(instance, method);
		if (typeof run !== "function") continue;
		const wrapped = (...given: unknown[]) =>
			inOrder("read", () => Reflect.apply(run, instance, given));
		Reflect.set(instance, method, wrapped);
	}
	const close = instance.close.bind(instance);
	instance.close = () => {
		noted.unsubscribe();
		return process.isAlive() ? close() : Promise.resolve();
	};
	return close;
}

export const DISK_FULL = "The disk is full.";

/** As Dexie says it of a browser's storage. */
function diskFull(): Error {
	const inner = new DOMException(DISK_FULL, "QuotaExceededError");
	const error = new Error("The transaction was aborted.", { cause: inner });
	return Object.assign(error, { name: "AbortError", inner });
}

/** One operation begins after the other, as transactions on one object store do. */
function createOrder(process: Process, pace: DiskPace) {
	let last: Promise<unknown> = Promise.resolve();
	return <Value>(
		kind: "read" | "write",
		run: () => Promise<Value>,
	): Promise<Value> => {
		const before = pace.delayOf(kind);
		const after = pace.delayOf(kind);
		const turn = last.then(() => process.wait(before));
		const result = turn.then(run);
		const answer = result.then(
			async (value) => {
				if (after > 0) await process.wait(after);
				return process.survive(value);
			},
			async (error: unknown) => {
				await process.survive(undefined);
				throw error;
			},
		);
		// What fails is told to whoever asked; the next operation goes on.
		last = (pace.answersInOrder ? answer : result).then(
			() => undefined,
			() => undefined,
		);
		return answer;
	};
}
