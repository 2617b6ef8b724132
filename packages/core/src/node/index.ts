export { type FileStorageOptions, fileStorage } from "./file-storage.js";
export type { Files, OpenFile } from "./files.js";
export type { Finding, Report } from "./finding.js";
export type { Owner, Processes } from "./processes.js";
