import { systemEnvironment } from "../environment.js";
import { EngineError, engineErrorOf } from "../errors.js";
import { defaultStorage } from "./default-storage.js";
import { placeOf } from "./recover-store.js";
import { checkKeys, databaseName, type StoreOptions } from "./store-options.js";
import { eraseAccount, eraseDatabases } from "./wipe/erase-account.js";

export interface EraseOptions {
	/** Leaves the journal: the next opening puts back what waited. For a database that does not open any more. */
	readonly keepUnsent?: boolean;
}

/**
 * Removes an account whose store is open nowhere from this device, whatever waits in it, and answers the names of what
 * is left, which is nothing unless a tab holds on to it. Rejects with STORAGE_FAILED where they cannot be deleted. Of an
 * open store use `wipe()`.
 */
export async function eraseStore(
	options: StoreOptions,
	{ keepUnsent = false }: EraseOptions = {},
): Promise<readonly string[]> {
	checkKeys(options);
	const environment = options.environment ?? systemEnvironment();
	const storage = options.storage ?? defaultStorage();
	const name = databaseName(options, environment);
	const place = await placeOf(options, { name, storage, environment });
	try {
		return await (keepUnsent ? eraseDatabases(place) : eraseAccount(place));
	} catch (error) {
		throw engineErrorOf(error) ?? notErased(error);
	} finally {
		place.journal?.close?.();
	}
}

/** Chromium has one place for all databases of an origin: damaged, it neither opens nor deletes any of them. */
const notErased = (cause: unknown) =>
	new EngineError(
		"STORAGE_FAILED",
		"The databases of this account could not be deleted. Restart the browser, then try again. If that does not help, open the store with a storage in another place, such as the indexedDB of another storage bucket: what the journal has is put back there.",
		{ cause },
	);
