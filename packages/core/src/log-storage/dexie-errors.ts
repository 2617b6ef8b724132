import { EngineError, type EngineErrorCode } from "../errors.js";

/** What Dexie and IndexedDB reject with, as one of our errors. */
export function toEngineError(
	cause: unknown,
	name: string,
	doing: "opening" | "writing" = "writing",
): EngineError {
	if (cause instanceof EngineError) return cause;
	const kind = cause instanceof Error ? cause.name : "";
	const inner: unknown = Object(Object(cause).inner).name;
	const made = (code: EngineErrorCode, message: string) =>
		new EngineError(code, message, { cause });
	if (kind === "VersionError")
		return made(
			"NEWER_DATA",
			`The database ${name} was written by a newer version. It was left as it is; open it with the newer version.`,
		);
	if (kind === "DatabaseClosedError" || kind === "InvalidStateError")
		return made(
			"STORE_CLOSED",
			`The database ${name} was closed, by the browser or because another tab removes it. Open the store again.`,
		);
	if (doing === "opening")
		return made(
			"STORAGE_FAILED",
			`IndexedDB could not open ${name} (${inner ?? kind}). Free some space or reload, then try again.`,
		);
	return made(
		"STORAGE_FAILED",
		`Nothing was stored, because IndexedDB could not write ${name} (${inner ?? kind}). Free some space, then write again.`,
	);
}
