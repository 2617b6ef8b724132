import { EngineError } from "../errors.js";
import { storageFailureOf } from "../gate/storage-failure.js";

/** What Dexie and IndexedDB reject with, as one of our errors. */
export function toEngineError(
	cause: unknown,
	name: string,
	doing: "opening" | "writing" = "writing",
): EngineError {
	if (cause instanceof Error && cause.name === "VersionError")
		return new EngineError(
			"NEWER_DATA",
			`The database ${name} was written by a newer version. It was left as it is; open it with the newer version.`,
			{ cause },
		);
	if (cause instanceof Error && cause.name === "MissingAPIError")
		return new EngineError(
			"NOT_SUPPORTED",
			"There is no IndexedDB here. Give openStore() a fileStorage (in Node), or a memoryStorage, which keeps nothing.",
			{ cause },
		);
	const { error } = storageFailureOf(cause);
	if (doing === "writing" || error.code !== "STORAGE_FAILED") return error;
	const kind: unknown = Object(Object(cause).inner).name ?? Object(cause).name;
	return new EngineError(
		"STORAGE_FAILED",
		`IndexedDB could not open ${name} (${kind}). Free some space or reload, then try again.`,
		{ cause },
	);
}

/** While it is open, what cannot be read any more must not be taken for gone. */
export function isDamaged(name: string): EngineError {
	return new EngineError(
		"CORRUPT_DATA",
		`A record of the database ${name} does not match its checksum. Open the store again: it is set aside, and what it held is pulled again.`,
	);
}
