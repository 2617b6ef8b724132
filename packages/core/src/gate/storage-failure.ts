import { EngineError } from "../errors.js";

/** What went wrong in storage, and whether this connection to it can ever work again. */
export interface StorageFailure {
	readonly error: EngineError;
	/** The database was deleted, or its connection is gone for good: only another opening helps. */
	readonly isLost: boolean;
}

const LOST_NAMES = new Set(["DatabaseClosedError", "InvalidStateError"]);

/** Whatever a storage threw, as an error that says what to do; by names and codes, never by a message. */
export function storageFailureOf(error: unknown): StorageFailure {
	if (error instanceof EngineError)
		return {
			error,
			isLost: error.code === "STORE_CLOSED" || error.code === "CORRUPT_DATA",
		};
	const names = [nameOf(error), nameOf(property(error, "inner"))];
	if (names.includes("QuotaExceededError"))
		return {
			error: new EngineError(
				"STORAGE_FAILED",
				"This device has no room left, so nothing was stored. Free some space, then try again.",
				{ cause: error },
			),
			isLost: false,
		};
	if (names.some((name) => LOST_NAMES.has(name)))
		return {
			error: new EngineError(
				"STORE_CLOSED",
				"The storage was closed under the store, by the browser or by whoever deleted it; nothing was stored. Open the store again with openStore().",
				{ cause: error },
			),
			isLost: true,
		};
	return {
		error: new EngineError(
			"STORAGE_FAILED",
			"The storage of this device did not take it; nothing was stored. Free some space or reload, then try again.",
			{ cause: error },
		),
		isLost: false,
	};
}

function nameOf(error: unknown): string {
	const name = property(error, "name");
	return typeof name === "string" ? name : "";
}

function property(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null
		? Reflect.get(value, key)
		: undefined;
}
