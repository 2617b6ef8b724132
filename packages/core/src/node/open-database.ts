import { EngineError } from "../errors.js";
import { CommitQueue } from "./commit-queue.js";
import {
	DatabaseFile,
	type DatabaseFileOptions,
	logPath,
} from "./database-file.js";
import type { Files } from "./files.js";
import type { Image } from "./image.js";
import { takeLock } from "./lock.js";
import type { Processes } from "./processes.js";
import { type LogContent, readLog } from "./read-log.js";

/** How to open one database. */
export interface OpenDatabaseOptions
	extends Omit<DatabaseFileOptions, "folder"> {
	readonly directory: string;
	readonly processes: Processes;
}

/** A database that this process owns until it is closed. */
export interface OpenDatabase {
	readonly queue: CommitQueue;
	readonly image: Image;
	/** Waits for what is being written, and frees the lock. A database without documents leaves no data behind. */
	close(): Promise<void>;
}

/** Locks and reads a database. Rejects with `STORE_IN_USE`, `NEWER_DATA`, `CORRUPT_DATA` or `CORRUPT_DATA`. */
export async function openDatabase(
	options: OpenDatabaseOptions,
): Promise<OpenDatabase> {
	const { files, directory } = options;
	const folder = `${directory}/${databaseToFolderName(options.database)}`;
	await files.makeDirectory(folder);
	await files.syncDirectory(directory);
	const unlock = await takeLock({ ...options, folder });
	try {
		const file = await openFile({ ...options, folder });
		return toOpenDatabase(file, { files, folder, unlock });
	} catch (error) {
		await unlock();
		throw error;
	}
}

async function openFile(options: DatabaseFileOptions): Promise<DatabaseFile> {
	const path = logPath(options.folder);
	const bytes = await options.files.read(path);
	const content = bytes && readLog(bytes, path, options.database);
	const setAside = await keepDamaged(options, content);
	const file = new DatabaseFile(options, content);
	try {
		await file.prepare(content);
		const mustFold = content?.hasDropped || setAside !== undefined;
		await (mustFold ? file.fold() : file.foldIfDue());
		setAside?.();
		return file;
	} catch (error) {
		await file.close();
		throw error;
	}
}

/** Copies damaged lines into a file of their own, before the fold that drops them from the log. */
async function keepDamaged(
	{ files, folder, report }: DatabaseFileOptions,
	content: LogContent | undefined,
): Promise<(() => void) | undefined> {
	const damaged = content?.damaged ?? [];
	if (damaged.length === 0) return undefined;
	const file = logPath(folder);
	if (report === undefined) throw damagedRecords(file, damaged.length);
	const keptIn = `${folder}/${await freeDamagedName(files, folder)}`;
	const copy = await files.create(keptIn);
	try {
		await copy.write(
			Buffer.concat(damaged.flatMap((line) => [line, Buffer.from("\n")])),
			0,
		);
		await copy.sync();
	} finally {
		await copy.close();
	}
	return () =>
		report({
			kind: "records-set-aside",
			file,
			keptIn,
			records: damaged.length,
		});
}

const DAMAGED = "damaged-";

async function freeDamagedName(files: Files, folder: string): Promise<string> {
	const names = await files.list(folder);
	let number = 1;
	while (names.includes(`${DAMAGED}${number}.log`)) number += 1;
	return `${DAMAGED}${number}.log`;
}

function damagedRecords(file: string, count: number): EngineError {
	return new EngineError(
		"CORRUPT_DATA",
		`${count} records of ${file} do not match their checksums, so it was left as it is. ` +
			"Pass `report` to have them set aside and open what is left.",
	);
}

function toOpenDatabase(
	file: DatabaseFile,
	{
		files,
		folder,
		unlock,
	}: { files: Files; folder: string; unlock: () => Promise<void> },
): OpenDatabase {
	const queue = new CommitQueue(file);
	const close = async () => {
		await queue.whenIdle();
		try {
			await file.close();
			if (file.image.size === 0) await removeData(files, folder);
		} finally {
			await unlock();
		}
	};
	return { queue, image: file.image, close };
}

async function removeData(files: Files, folder: string): Promise<void> {
	const names = await files.list(folder);
	const data = names.filter(
		(name) => name.startsWith("store.log") || name.startsWith(DAMAGED),
	);
	for (const name of data) await files.remove(`${folder}/${name}`);
	await files.syncDirectory(folder);
}

/** The same name for the same database, and one that every file system takes. */
function databaseToFolderName(database: string): string {
	return `db-${encodeURIComponent(database).replaceAll(".", "%2E").replaceAll("*", "%2A")}`;
}
