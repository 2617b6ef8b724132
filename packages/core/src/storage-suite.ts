export type { Finding, Report } from "./log-storage/finding.js";
export {
	type HomeCase,
	type HomeUnderTest,
	homeCases,
} from "./log-storage/home-suite.js";
export type {
	CollectionSnapshot,
	LoadedLog,
	Log,
	LogHome,
	LogRecord,
	Part,
	Snapshot,
	WriteAfter,
} from "./log-storage/log.js";
export {
	type MemoryHomeOptions,
	memoryHome,
} from "./log-storage/memory-home.js";
export type { Operation, StoredDocument } from "./log-storage/operation.js";
export {
	createRxLogStorage,
	type RxLogStorage,
	type RxLogStorageOptions,
} from "./log-storage/rx-log-storage.js";
