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
	Operation,
	Part,
	Snapshot,
	StoredDocument,
	WriteAfter,
} from "./log-storage/log.js";
export {
	type MemoryHomeOptions,
	memoryHome,
} from "./log-storage/memory-home.js";
export {
	createRxLogStorage,
	type RxLogStorage,
	type RxLogStorageOptions,
} from "./log-storage/rx-log-storage.js";
