/** What can go wrong in the world around the store. What the Engine refuses is data (an issue), not an error. */
export type EngineErrorCode = keyof typeof recoveryByCode;

/** One line for each code: what the caller can do. A new code does not compile without one. */
export const recoveryByCode = {
	INVALID_FIELD: "Correct the field and call again; nothing was stored.",
	UNKNOWN_FIELD: "Leave the field out; nothing was stored.",
	FINAL_FIELD: "This field cannot be changed; nothing was stored.",
	NOT_FOUND: "Check the id: no such document is in this store.",
	ALREADY_MEMBER: "This person is in the org already; nothing was stored.",
	PARENT_DELETED: "The org is deleted: create it in a living org.",
	DOCUMENT_DELETED: "The document is deleted: create a new one under a new id.",
	ID_SPENT: "Create the document under a new id.",
	DELETE_UNDER_WAY: "Wait for settled() of the delete, then call again.",
	NOT_ALLOWED_HERE: "Use the method that the message names.",
	NOTHING_TO_REVERT: "Nothing unsent is there to take back.",
	ALREADY_SENT: "Wait for settled(), then change it back.",
	NO_SUCH_ISSUE: "Read store.issues again: this issue is closed.",
	WRONG_ACTION: "Use one of the issue's own actions.",
	STORE_CLOSED: "Open the store again with openStore().",
	STORAGE_FAILED: "Free space or reload, then call again.",
	STORE_IN_USE: "Close the other store of this account first.",
	NEWER_DATA: "Update the app: this data was written by a newer version.",
	CORRUPT_DATA: "Keep the file, and see the message for what was set aside.",
	INVALID_OPTION: "Correct the option that the message names.",
	INVALID_URL: "Give an https URL, or http for a loopback address.",
	INVALID_CONFIG: "Correct the file or variable that the message names.",
	NOT_SUPPORTED: "See the message for what to use instead.",
	SIGNED_OUT: "Sign in again; what waits is kept.",
	OTHER_ACCOUNT: "Open the store with this person's own account key.",
} as const;

/**
 * The one error that this library throws for the world failing or for input it cannot take.
 * `code` is a literal to decide by, `message` is for people; `recovery` says what to do next.
 */
export class EngineError extends Error {
	override readonly name = "EngineError";
	readonly code: EngineErrorCode;

	constructor(
		code: EngineErrorCode,
		message: string,
		options?: { readonly cause?: unknown },
	) {
		super(message, options);
		this.code = code;
	}

	get recovery(): string {
		return recoveryByCode[this.code];
	}
}

/** The EngineError inside whatever RxDB threw, such as from `incrementalPatch`; undefined when there is none. */
export function engineErrorOf(error: unknown): EngineError | undefined {
	if (error instanceof EngineError) return error;
	const inner = [
		property(property(error, "parameters"), "writeError"),
		property(error, "engineError"),
		property(error, "cause"),
	].find((value) => value !== undefined && value !== error);
	return inner === undefined ? undefined : engineErrorOf(inner);
}

function property(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null && key in value
		? Reflect.get(value, key)
		: undefined;
}

/** A bug in this library: throws with a message that asks for a report. */
export function assert(condition: unknown, message: string): asserts condition {
	if (!condition)
		throw new Error(`Bug in engine-offline, please report it: ${message}`);
}

/** For the default of an exhaustive switch: does not compile while a case is missing. */
export function unreachable(value: never): never {
	throw new Error(
		`Bug in engine-offline, please report it: unexpected ${JSON.stringify(value)}`,
	);
}
