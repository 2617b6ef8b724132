import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { codeOf, DataFileError } from "./read.js";

/**
 * Keeps a second emulator away from the same file. Returns what ends that. The lock of a program that was
 * killed is taken over. Throws DataFileError when another one that still runs has it.
 */
export function lockFile(file: string): () => void {
	const lock = `${file}.lock`;
	for (let attempt = 0; attempt < 3; attempt++) {
		if (createLock(lock)) return () => rmSync(lock, { force: true });
		const owner = ownerOf(lock);
		if (owner !== null && isRunning(owner))
			throw new DataFileError(
				`${file} is in use by process ${owner}. End that one, or choose another file.`,
			);
		rmSync(lock, { force: true });
	}
	throw new DataFileError(`${file} cannot be locked. Try again.`);
}

function createLock(lock: string): boolean {
	try {
		writeFileSync(lock, String(process.pid), { flag: "wx" });
		return true;
	} catch (cause) {
		if (codeOf(cause) === "EEXIST") return false;
		const message = `${lock} cannot be written: does its folder exist?`;
		throw new DataFileError(message, { cause });
	}
}

function ownerOf(lock: string): number | null {
	try {
		const pid = Number.parseInt(readFileSync(lock, "utf8"), 10);
		return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
	} catch {
		return null;
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (cause) {
		return codeOf(cause) === "EPERM";
	}
}
