import type { Environment } from "../environment.js";
import { EngineError, engineErrorOf } from "../errors.js";
import type { Journal } from "../journal/journal.js";
import type { StoreStorage } from "../storage.js";

export interface StoreOptions {
	/** A key for the Engine that the app talks to; it never changes (not the origin: REST and gRPC have different ones). */
	readonly engine: string;
	/** A key for the account on that Engine; it never changes. One account, one store. */
	readonly account: string;
	/** Default: the memory-first log in IndexedDB. Node has none: it takes `fileStorage` of the entry `./node`. */
	readonly storage?: StoreStorage;
	readonly environment?: Environment;
	/**
	 * A second place for what the Engine does not have yet. Default: the page's localStorage where the storage is
	 * durable; `false` for none.
	 */
	readonly journal?: Journal | false;
	/** The most characters of this account in the journal. Default 2,000,000. */
	readonly journalRoom?: number;
	/** How long storage may take to open. Default 30,000 ms; then openStore() rejects with STORAGE_FAILED. */
	readonly openTimeoutMs?: number;
}

/** RxDB's codes: DB8, this name is open in this realm; COL23, too many collections are. */
export function rethrowTyped(error: unknown): never {
	const known = engineErrorOf(error);
	if (known?.code === "STORAGE_FAILED")
		throw notOpened(`${known.message} ${IF_DAMAGED}`, error);
	if (known !== undefined) throw known;
	const code: unknown =
		typeof error === "object" && error !== null && "code" in error
			? error.code
			: undefined;
	if (code === "DB8" || code === "COL23")
		throw new EngineError(
			"STORE_IN_USE",
			code === "DB8"
				? "This account's store is open already: close it, and wait until close() resolves."
				: "Three stores are open here, which is the most: close one first.",
			{ cause: error },
		);
	throw notOpened(
		`The storage of this device could not be opened. Free some space or reload, then try again. ${IF_DAMAGED}`,
		error,
	);
}

const IF_DAMAGED =
	"If it never opens it is damaged: eraseStore() with keepUnsent removes it, and the next opening puts back what the journal has.";

const notOpened = (message: string, cause: unknown) =>
	new EngineError("STORAGE_FAILED", message, { cause });

export function checkKeys({ engine, account }: StoreOptions): void {
	for (const [name, key] of Object.entries({ engine, account }))
		if (typeof key !== "string" || key.trim() === "")
			throw new EngineError(
				"INVALID_OPTION",
				`openStore() needs "${name}": a text that names the ${name} and never changes.`,
			);
}

/** One database for one account on one Engine: nobody reads another's. */
export function databaseName(
	{ engine, account }: Pick<StoreOptions, "engine" | "account">,
	environment: Environment,
): string {
	return `engine-offline-${environment.hash(JSON.stringify([engine, account]))}`;
}
