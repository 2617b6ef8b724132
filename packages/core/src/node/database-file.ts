import { EngineError } from "../errors.js";
import type { Files, OpenFile } from "./files.js";
import type { Report } from "./finding.js";
import {
	applyOperation,
	countDocuments,
	type Image,
	imageToOperations,
	type Operation,
} from "./image.js";
import { countRows, FORMAT, type Head, type LogContent } from "./read-log.js";
import { encodeRecord } from "./record.js";

/** Where a database lies, and what it is given to work with. */
export interface DatabaseFileOptions {
	readonly files: Files;
	readonly folder: string;
	readonly database: string;
	/** A log is not folded while it is shorter than this. */
	readonly foldFromBytes: number;
	readonly report: Report | undefined;
}

/** A log is folded when it holds this many times as many rows as there are documents. */
const FOLD_FACTOR = 4;

/**
 * The log of one database, and its image in memory. Nothing enters the image before it is durable.
 * Its verbs are not to be called side by side: the commit queue calls them one after the other.
 */
export class DatabaseFile {
	readonly image: Image;
	readonly #options: DatabaseFileOptions;
	readonly #path: string;
	#file: OpenFile | undefined;
	#length = 0;
	#rows = 0;
	#foldFrom: number;
	/** Bytes of a failed write may lie behind `#length`. */
	#tailIsSuspect = false;
	/** The file has its name, but a loss of power might still take it back. */
	#nameIsUnsynced = false;

	constructor(options: DatabaseFileOptions, content: LogContent | undefined) {
		this.#options = options;
		this.#path = logPath(options.folder);
		this.#foldFrom = options.foldFromBytes;
		this.image = content?.image ?? new Map();
		this.#rows = content?.rows ?? 0;
		this.#length = content?.length ?? 0;
	}

	/** Makes the file ready for appending: creates it, or cuts its torn tail. */
	async prepare(content: LogContent | undefined): Promise<void> {
		if (content === undefined) return this.#rewrite();
		this.#file = await this.#options.files.open(this.#path);
		// A process that died may have synced neither what it wrote nor its rename. Once shown, it must stay.
		this.#nameIsUnsynced = true;
		this.#tailIsSuspect = true;
		await this.#repair();
		const { tornBytes: bytes } = content;
		if (bytes > 0)
			this.#options.report?.({ kind: "tail-cut", file: this.#path, bytes });
	}

	/** Makes one record durable, then shows it in the image. On failure (`STORAGE_FAILED`) the image stays as it was. */
	async append(json: string, operations: readonly Operation[]): Promise<void> {
		const record = encodeRecord(json);
		try {
			await this.#repair();
			this.#tailIsSuspect = true;
			await this.#openFile().write(record, this.#length);
			await this.#openFile().sync();
			this.#tailIsSuspect = false;
		} catch (cause) {
			// Space for others at once; if this fails too, the next write begins with it.
			await this.#repair().catch(() => undefined);
			throw writeFailed(this.#path, cause);
		}
		this.#length += record.length;
		for (const operation of operations) {
			applyOperation(this.image, operation);
			this.#rows += countRows(operation);
		}
		// Removed data must be gone from the disk, not only from sight.
		if (operations.some(({ kind }) => kind === "drop")) await this.fold();
	}

	async foldIfDue(): Promise<void> {
		if (this.#length < this.#foldFrom) return;
		if (this.#rows > FOLD_FACTOR * countDocuments(this.image))
			await this.fold();
	}

	/** Writes the image into a new log that takes the place of the old one. A failure is reported, and costs nothing. */
	async fold(): Promise<void> {
		try {
			await this.#rewrite();
			this.#foldFrom = this.#options.foldFromBytes;
		} catch (cause) {
			this.#foldFrom = 2 * this.#length;
			this.#options.report?.({ kind: "fold-failed", file: this.#path, cause });
		}
	}

	async close(): Promise<void> {
		const file = this.#file;
		this.#file = undefined;
		await file?.close();
	}

	async #rewrite(): Promise<void> {
		const { files, folder } = this.#options;
		const temporary = `${this.#path}.new`;
		const next = await files.create(temporary);
		let length: number;
		try {
			length = await this.#writeImage(next);
			await next.sync();
			await files.rename(temporary, this.#path);
		} catch (cause) {
			await next.close();
			await files.remove(temporary);
			throw cause;
		}
		// From here on the old file has no name: a write into it would be lost.
		const old = this.#file;
		this.#file = next;
		this.#length = length;
		this.#rows = countDocuments(this.image);
		this.#tailIsSuspect = false;
		this.#nameIsUnsynced = true;
		await old?.close();
		await files.syncDirectory(folder);
		this.#nameIsUnsynced = false;
	}

	async #writeImage(file: OpenFile): Promise<number> {
		const head: Head = { format: FORMAT, database: this.#options.database };
		let position = await writeAt(file, encodeRecord(JSON.stringify(head)), 0);
		for (const operation of imageToOperations(this.image)) {
			const record = encodeRecord(JSON.stringify([operation]));
			position = await writeAt(file, record, position);
		}
		return position;
	}

	/** Removes what is in the way of a durable write. */
	async #repair(): Promise<void> {
		if (this.#nameIsUnsynced) {
			await this.#options.files.syncDirectory(this.#options.folder);
			this.#nameIsUnsynced = false;
		}
		if (!this.#tailIsSuspect) return;
		await this.#openFile().truncate(this.#length);
		await this.#openFile().sync();
		this.#tailIsSuspect = false;
	}

	#openFile(): OpenFile {
		if (this.#file === undefined) {
			throw new EngineError(
				"STORE_CLOSED",
				`${this.#path} is closed. Open the store again.`,
			);
		}
		return this.#file;
	}
}

async function writeAt(
	file: OpenFile,
	bytes: Uint8Array,
	position: number,
): Promise<number> {
	await file.write(bytes, position);
	return position + bytes.length;
}

export const logPath = (folder: string) => `${folder}/store.log`;

function writeFailed(file: string, cause: unknown): EngineError {
	const reason = cause instanceof Error ? cause.message : String(cause);
	return new EngineError(
		"STORAGE_FAILED",
		`Nothing was stored, because ${file} could not be written (${reason}). Make room, then write again.`,
		{ cause },
	);
}
