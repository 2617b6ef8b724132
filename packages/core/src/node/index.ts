export type { Finding, Report } from "../log-storage/finding.js";
export { type FileStorageOptions, fileStorage } from "./file-storage.js";
export type { Files, OpenFile } from "./files.js";
export type { Owner, Processes } from "./processes.js";
