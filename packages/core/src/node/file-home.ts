import type { Report } from "../log-storage/finding.js";
import type {
	LoadedLog,
	Log,
	LogHome,
	Operation,
	Snapshot,
	WriteAfter,
} from "../log-storage/log.js";
import type { Files } from "./files.js";
import { takeLock } from "./lock.js";
import { LogFile } from "./log-file.js";
import type { Processes } from "./processes.js";
import { FORMAT, type Head, type LogContent, readLog } from "./read-log.js";
import { encodeRecord } from "./record.js";
import { isData, readSetAside, setAside } from "./set-aside.js";

/** Where logs lie, and what a home is given to work with. */
export interface FileHomeOptions {
	readonly directory: string;
	readonly files: Files;
	readonly processes: Processes;
	/** A log is not folded while it is shorter than this. */
	readonly foldFromBytes: number;
	readonly report: Report | undefined;
}

interface Place extends FileHomeOptions {
	readonly database: string;
	readonly folder: string;
	readonly unlock: () => Promise<void>;
}

/** Logs in files, each in a folder of its own that belongs to one process at a time (`STORE_IN_USE`). */
export function fileHome(options: FileHomeOptions): LogHome {
	return {
		async open(database) {
			const { files, directory } = options;
			const folder = `${directory}/${databaseToFolderName(database)}`;
			await files.makeDirectory(folder);
			await files.syncDirectory(directory);
			const unlock = await takeLock({ ...options, folder });
			return new FileLog({ ...options, database, folder, unlock });
		},
	};
}

/** A log is folded when it holds this many times as many rows as there are documents. */
const FOLD_FACTOR = 4;
const DOCUMENTS_PER_RECORD = 500;

class FileLog implements Log {
	readonly #place: Place;
	readonly #file: LogFile;
	#sequence = 0;
	#rows = 0;
	/** Known to hold nothing: a log that could not be read is not empty. */
	#isEmpty = false;
	#foldFrom: number;
	/** What was removed, or cannot be read, is in it. */
	#mustFold = false;
	/** Appends and folds take turns. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor(place: Place) {
		this.#place = place;
		this.#file = new LogFile(place.files, place.folder);
		this.#foldFrom = place.foldFromBytes;
	}

	async load(): Promise<LoadedLog> {
		const { files, database } = this.#place;
		const bytes = await files.read(this.#file.path);
		if (bytes === undefined) {
			await this.#file.replace([this.#head()]);
			this.#isEmpty = true;
			return { sequence: 0, records: [], parts: [], drops: {} };
		}
		const content = readLog(bytes, this.#file.path, database);
		await this.#prepare(content);
		const records = content.records.map((operations, index) => ({
			sequence: index + 1,
			operations,
		}));
		this.#sequence = records.length;
		this.#rows = content.rows;
		this.#isEmpty = records.length + content.damaged.length === 0;
		const hasDropped = content.records.flat().some(isDrop);
		this.#mustFold = hasDropped || content.damaged.length > 0;
		return { sequence: this.#sequence, records, parts: [], drops: {} };
	}

	append(_after: number, write: WriteAfter) {
		return this.#inTurn(async () => {
			const jsons = write([]);
			if (jsons.length > 0) {
				const json = `[${jsons.join(",")}]`;
				await this.#file.append(encodeRecord(json));
				this.#sequence += 1;
				this.#isEmpty = false;
				this.#rows += Math.max(1, json.split('"_rev":').length - 1);
			}
			return this.#sequence;
		});
	}

	/** The file belongs to this process: nobody else adds to it. */
	since = async () => [];

	isFoldDue(documents: number): boolean {
		const isLong =
			this.#file.length >= this.#foldFrom &&
			this.#rows > FOLD_FACTOR * documents;
		return isLong || this.#mustFold;
	}

	fold(snapshot: Snapshot): Promise<boolean> {
		return this.#inTurn(async () => {
			this.#mustFold = false;
			try {
				await this.#file.replace(this.#recordsOf(snapshot));
				this.#foldFrom = this.#place.foldFromBytes;
				return true;
			} catch (cause) {
				this.#foldFrom = 2 * this.#file.length;
				throw cause;
			}
		});
	}

	damaged = () => readSetAside(this.#place);

	close(): Promise<void> {
		return this.#close(this.#isEmpty);
	}

	destroy(): Promise<void> {
		return this.#close(true);
	}

	async #close(isEmpty: boolean): Promise<void> {
		const { files, folder, unlock } = this.#place;
		try {
			await this.#file.close();
			if (!isEmpty) return;
			const names = await files.list(folder);
			for (const name of names.filter(isData))
				await files.remove(`${folder}/${name}`);
			await files.syncDirectory(folder);
		} finally {
			await unlock();
		}
	}

	#head(): Uint8Array {
		const head: Head = { format: FORMAT, database: this.#place.database };
		return encodeRecord(JSON.stringify(head));
	}

	async #prepare({ damaged, length, tornBytes }: LogContent): Promise<void> {
		const { path } = this.#file;
		if (damaged.length > 0) await setAside(this.#place, damaged);
		await this.#file.resume(length);
		if (tornBytes === 0) return;
		this.#place.report?.({ kind: "tail-cut", place: path, bytes: tornBytes });
	}

	*#recordsOf({ collections }: Snapshot): Generator<Uint8Array> {
		yield this.#head();
		this.#rows = 0;
		for (const [collection, { key, documents: all }] of collections) {
			const rest = [...all];
			this.#rows += rest.length;
			while (rest.length > 0) {
				const documents = rest.splice(0, DOCUMENTS_PER_RECORD);
				const put = { kind: "put", collection, key, documents } as const;
				yield encodeRecord(JSON.stringify([put satisfies Operation]));
			}
		}
	}

	#inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const result = this.#turn.then(work);
		this.#turn = result.catch(() => undefined);
		return result;
	}
}

const isDrop = ({ kind }: Operation) => kind === "drop";

/** The same name for the same database, and one that every file system takes. */
function databaseToFolderName(database: string): string {
	return `db-${encodeURIComponent(database).replaceAll(".", "%2E").replaceAll("*", "%2A")}`;
}
