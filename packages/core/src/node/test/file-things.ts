import {
	paramsOf,
	type Thing,
	type Things,
} from "../../log-storage/test/things.js";
import { type FileStorageOptions, fileStorage } from "../file-storage.js";
import type { Processes } from "../processes.js";

/** One process that never sees another one running. */
export const onlyProcess = (pid = 1): Processes => {
	let names = 0;
	return {
		self: { pid, born: "then", host: "here" },
		isRunning: () => false,
		uniqueName: () => `${pid}-${names++}`,
	};
};

export const storageOn = (options: Partial<FileStorageOptions>) =>
	fileStorage({ directory: "disk", processes: onlyProcess(), ...options });

export const openStorage = (options: Partial<FileStorageOptions>) =>
	storageOn(options).rxStorage;

export const openThings = (
	options: Partial<FileStorageOptions>,
	collection = "things",
): Promise<Things> =>
	openStorage(options).createStorageInstance<Thing>(paramsOf(collection));
