import type { Environment, StoreStorage } from "@engine-offline/core";
import type {
	BulkWriteRow,
	RxStorage,
	RxStorageInstance,
	RxStorageInstanceCreationParams,
} from "rxdb";
import { OPEN_COLLECTIONS } from "rxdb";
import { filter, map } from "rxjs";
import type { Process } from "../world/process.js";
import type { Random } from "../world/random.js";
import type { VirtualTime } from "../world/virtual-time.js";
import type { DeviceStorage } from "./device-storage.js";
import type { DiskPace } from "./disk-pace.js";
import { createMarks, isMarked } from "./marks.js";
import { ownName } from "./process-factory.js";

type AnyInstance = RxStorageInstance<object, unknown, unknown>;

export interface ProcessStorageOptions {
	readonly disk: DeviceStorage;
	readonly process: Process;
	readonly random: Random;
	readonly pace: DiskPace;
	readonly time: VirtualTime;
	/** The way to other processes that may share the disk. */
	readonly openChannel: Environment["openChannel"];
}

let storages = 0;

/**
 * A device's disk as one process sees it: each operation takes time before it takes place and before its answer
 * comes, in order for each collection; and whatever a killed process asked for neither takes place nor is answered.
 */
export function processStorage(
	options: ProcessStorageOptions,
): Pick<StoreStorage, "rxStorage" | "catchUp" | "erase"> {
	const { disk, process, time, openChannel } = options;
	const medium = disk.medium();
	const erasing = options.random.fork("erase");
	const {
		rxStorage: below,
		catchUp,
		erase,
	} = medium.storageFor(process, {
		openChannel,
		delay: () => erasing.below(8),
	});
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
	process.onKill(() => forgetCollections(process));
	return {
		rxStorage: storage,
		...(catchUp && {
			catchUp: async () => process.survive(await catchUp()),
		}),
		...(erase && {
			erase: async (name) => process.survive(await erase(name)),
		}),
	};
}

/** RxDB allows so many open collections in a realm, and here a process is none: its own do not count for others. */
export function forgetCollections({ name }: Process): void {
	for (const collection of OPEN_COLLECTIONS)
		if (collection.database.storage.name.startsWith(`${name}/`))
			OPEN_COLLECTIONS.delete(collection);
}

const delayed = ["findDocumentsById", "query", "count", "cleanup"] as const;

/** What an instance holds. */
interface Place {
	readonly collectionName: string;
	readonly schema: { readonly version: number };
}

/** Answers how to close the instance whatever became of the process. */
function wrapInstance(
	instance: AnyInstance,
	{ collectionName: name, schema: { version } }: Place,
	options: ProcessStorageOptions,
): () => Promise<void> {
	const { process, disk } = options;
	const inOrder = createOrder(process, options.pace);
	const medium = disk.medium();
	const own = createMarks(process);
	const isShown = () =>
		medium === disk.medium() && !disk.isLeftBehind(name, version);
	const noted = instance.changeStream().subscribe(({ events, context }) => {
		if (!isShown()) return;
		const documents = events.map(({ documentData }) => documentData);
		if (own.is(context)) disk.note(process.name, name, documents);
		else if (!isMarked(context)) disk.noteLate(name, documents);
	});
	// Its instance is one with those of later processes, which note for themselves.
	if (!medium.closesKilled) process.onKill(() => noted.unsubscribe());
	const changeStream = instance.changeStream.bind(instance);
	instance.changeStream = () =>
		changeStream().pipe(
			filter(({ context }) => process.isAlive() && own.hears(context)),
			map((bulk) => ({ ...bulk, context: own.without(bulk.context) })),
		);
	const bulkWrite = instance.bulkWrite.bind(instance);
	const write = async (rows: BulkWriteRow<object>[], context: string) => {
		if (disk.isFull()) throw diskFull();
		const written = await bulkWrite(rows, own.with(context));
		// RxDB has no event for what is a tombstone from the start.
		if (isShown()) disk.note(process.name, name, bornDead(rows, written.error));
		return written;
	};
	instance.bulkWrite = (rows, context) =>
		inOrder("write", () => write(rows, context));
	for (const method of delayed) {
		const run: unknown = Reflect.get(instance, method);
		if (typeof run !== "function") continue;
		const wrapped = (...given: unknown[]) =>
			inOrder("read", () => Reflect.apply(run, instance, given));
		Reflect.set(instance, method, wrapped);
	}
	const remove = instance.remove.bind(instance);
	instance.remove = () => inOrder("write", remove);
	const close = instance.close.bind(instance);
	instance.close = () => {
		noted.unsubscribe();
		return process.isAlive() ? close() : Promise.resolve();
	};
	return close;
}

function bornDead(
	rows: readonly BulkWriteRow<object>[],
	errors: readonly { readonly writeRow: unknown }[],
): object[] {
	const failed = new Set(errors.map(({ writeRow }) => writeRow));
	return rows
		.filter(
			(row) =>
				row.previous === undefined &&
				Reflect.get(row.document, "_deleted") === true &&
				Reflect.get(row.document, "id") !== SENTINEL &&
				!failed.has(row),
		)
		.map(({ document }) => document);
}

/** What the store places in each collection to know it again: no document of anybody. */
const SENTINEL = "engine-offline-sentinel";

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
