import { EngineError } from "../errors.js";
import type { Files } from "./files.js";
import type { Owner, Processes } from "./processes.js";

/** Where a lock lies and whom it asks. */
export interface LockOptions {
	readonly files: Files;
	readonly processes: Processes;
	readonly folder: string;
}

const CLAIM = "claim-";

/**
 * Makes this process the only owner of a folder. Resolves with the function that frees it again.
 * A lock whose owner has ended is taken over; a running owner is named in the error (`STORE_IN_USE`).
 *
 * A claim is there before anybody's claim is listed, and claims are listed before the lock is read:
 * of two processes that take over one dead lock at least one sees the other and withdraws.
 */
export async function takeLock(
	options: LockOptions,
): Promise<() => Promise<void>> {
	const { files, processes, folder } = options;
	const lock = `${folder}/lock`;
	const name = `${CLAIM}${processes.uniqueName()}`;
	const claim = `${folder}/${name}`;
	await writeOwner(files, claim, processes.self);
	try {
		if (!(await files.link(claim, lock))) {
			await refuseIfOwned(options, name);
			await files.rename(claim, lock);
		}
	} finally {
		await files.remove(claim);
	}
	return () => files.remove(lock);
}

async function writeOwner(
	files: Files,
	path: string,
	owner: Owner,
): Promise<void> {
	const file = await files.create(path);
	try {
		await file.write(new TextEncoder().encode(JSON.stringify(owner)), 0);
	} finally {
		await file.close();
	}
}

async function refuseIfOwned(
	options: LockOptions,
	ownClaim: string,
): Promise<void> {
	const names = await options.files.list(options.folder);
	const claims = names.filter(
		(name) => name.startsWith(CLAIM) && name !== ownClaim,
	);
	for (const name of [...claims, "lock"]) {
		const path = `${options.folder}/${name}`;
		const owner = await readOwner(options.files, path);
		if (owner !== undefined && options.processes.isRunning(owner)) {
			throw inUse(owner, path, options.processes.self);
		}
		if (name !== "lock") await options.files.remove(path);
	}
}

/** Undefined when the file is gone, or was left half written by a process that ended in between. */
async function readOwner(
	files: Files,
	path: string,
): Promise<Owner | undefined> {
	const bytes = await files.read(path);
	if (bytes === undefined) return undefined;
	try {
		// Only writeOwner writes these files; one cut short does not parse.
		return JSON.parse(new TextDecoder().decode(bytes)) as Owner;
	} catch {
		return undefined;
	}
}

function inUse(owner: Owner, path: string, self: Owner): EngineError {
	const where = owner.host === self.host ? "" : ` on ${owner.host}`;
	const who =
		owner.pid === self.pid && where === ""
			? "this very process"
			: "another process";
	return new EngineError(
		"STORE_IN_USE",
		`The store is open in ${who}, process ${owner.pid}${where}. Close it there first. ` +
			`If that process is certainly not using it, delete ${path} and open again.`,
	);
}
