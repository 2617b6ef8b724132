import { EngineError } from "../errors.js";
import type { Files, OpenFile } from "./files.js";

/** The file of a log: bytes that are there for good once they are acknowledged. Its verbs are called one after the other. */
export class LogFile {
	readonly path: string;
	readonly #files: Files;
	readonly #folder: string;
	#file: OpenFile | undefined;
	#length = 0;
	/** Bytes of a failed write may lie behind `#length`. */
	#tailIsSuspect = false;
	/** The file has its name, but a loss of power might still take it back. */
	#nameIsUnsynced = false;

	constructor(files: Files, folder: string) {
		this.#files = files;
		this.#folder = folder;
		this.path = `${folder}/store.log`;
	}

	get length(): number {
		return this.#length;
	}

	/** Goes on with a file that is there, from that length on; what lies behind it is cut off. */
	async resume(length: number): Promise<void> {
		await this.close();
		this.#file = await this.#files.open(this.path);
		this.#length = length;
		// A process that died may have synced neither what it wrote nor its rename. Once shown, it must stay.
		this.#nameIsUnsynced = true;
		this.#tailIsSuspect = true;
		await this.#repair();
	}

	/** Makes one record durable. On failure (`STORAGE_FAILED`) the file is, or will be, as it was. */
	async append(record: Uint8Array): Promise<void> {
		try {
			await this.#repair();
			this.#tailIsSuspect = true;
			await this.#openFile().write(record, this.#length);
			await this.#openFile().sync();
			this.#tailIsSuspect = false;
		} catch (cause) {
			// Space for others at once; if this fails too, the next write begins with it.
			await this.#repair().catch(() => undefined);
			throw writeFailed(this.path, cause);
		}
		this.#length += record.length;
	}

	/** Puts a new file in the place of the old one, at once and whole. */
	async replace(records: Iterable<Uint8Array>): Promise<void> {
		const temporary = `${this.path}.new`;
		const next = await this.#files.create(temporary);
		let length = 0;
		try {
			for (const record of records) {
				await next.write(record, length);
				length += record.length;
			}
			await next.sync();
			await this.#files.rename(temporary, this.path);
		} catch (cause) {
			await next.close();
			await this.#files.remove(temporary);
			throw cause;
		}
		// From here on the old file has no name: a write into it would be lost.
		const old = this.#file;
		this.#file = next;
		this.#length = length;
		this.#tailIsSuspect = false;
		this.#nameIsUnsynced = true;
		await old?.close();
		await this.#syncName();
	}

	async close(): Promise<void> {
		const file = this.#file;
		this.#file = undefined;
		await file?.close();
	}

	async #syncName(): Promise<void> {
		await this.#files.syncDirectory(this.#folder);
		this.#nameIsUnsynced = false;
	}

	/** Removes what is in the way of a durable write. */
	async #repair(): Promise<void> {
		if (this.#nameIsUnsynced) await this.#syncName();
		if (!this.#tailIsSuspect) return;
		await this.#openFile().truncate(this.#length);
		await this.#openFile().sync();
		this.#tailIsSuspect = false;
	}

	#openFile(): OpenFile {
		if (this.#file === undefined) {
			throw new EngineError(
				"STORE_CLOSED",
				`${this.path} is closed. Open the store again.`,
			);
		}
		return this.#file;
	}
}

function writeFailed(file: string, cause: unknown): EngineError {
	const reason = cause instanceof Error ? cause.message : String(cause);
	return new EngineError(
		"STORAGE_FAILED",
		`Nothing was stored, because ${file} could not be written (${reason}). Free some space, then write again.`,
		{ cause },
	);
}
