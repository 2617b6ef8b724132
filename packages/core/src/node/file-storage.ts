import { type Report, reportLater } from "../log-storage/finding.js";
import { createRxLogStorage } from "../log-storage/rx-log-storage.js";
import type { StoreStorage } from "../storage.js";
import { fileHome } from "./file-home.js";
import type { Files } from "./files.js";
import { nodeFiles } from "./node-files.js";
import { nodeProcesses, type Processes } from "./processes.js";

/** How to make a file storage. Only `directory` is needed. */
export interface FileStorageOptions {
	/** Where the databases lie, each in a folder of its own. Made when it is missing. */
	readonly directory: string;
	/** Told what was found and dealt with. */
	readonly report?: Report;
	/** A log is not shortened while it has fewer bytes than this. Default 1 MiB. */
	readonly foldFromBytes?: number;
	/** Another file system, for tests. */
	readonly files?: Files;
	/** Other processes, for tests. */
	readonly processes?: Processes;
}

const MEBIBYTE = 1024 * 1024;

/**
 * A storage for RxDB in Node and in desktop main processes. Reads come from memory; a write resolves
 * when it would survive the end of the process and a loss of power, and nothing shows it before.
 *
 * A database belongs to one process at a time (`STORE_IN_USE` names the other one). All documents must
 * fit into memory. Attachments are not supported. Rejects with `EngineError`.
 */
export function fileStorage(options: FileStorageOptions): StoreStorage {
	const { report } = options;
	const home = fileHome({
		files: nodeFiles,
		processes: nodeProcesses,
		foldFromBytes: MEBIBYTE,
		...options,
		report: report && reportLater(report),
	});
	const made = createRxLogStorage({ name: "file", home, report });
	const { rxStorage, damaged } = made;
	return { rxStorage, damaged, durable: true, shared: false };
}
