import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** A process that holds, or wants, a store. `born` tells it from a later one with the same id. */
export interface Owner {
	readonly pid: number;
	readonly born: string;
	readonly host: string;
}

/** What a lock needs to know of processes. */
export interface Processes {
	readonly self: Owner;
	/** False only when that process has certainly ended. */
	isRunning(owner: Owner): boolean;
	/** A name that nobody else uses. */
	uniqueName(): string;
}

/** State letter and start time of a process, as Linux tells them; undefined elsewhere. */
function readStat(pid: number): { state: string; start: string } | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, "latin1");
		// The program's name comes first, in brackets, and may hold spaces and brackets.
		const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
		return { state: fields[0] ?? "", start: fields[19] ?? "" };
	} catch {
		return undefined;
	}
}

function readBoot(): string {
	try {
		return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
	} catch {
		return "";
	}
}

function bornOf(pid: number): string {
	const stat = readStat(pid);
	return stat === undefined ? "" : `${readBoot()}/${stat.start}`;
}

function answersSignals(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it runs, as somebody else.
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}

function isRunning(owner: Owner): boolean {
	// Processes of another machine, or of another container, cannot be seen from here.
	if (owner.host !== hostOf()) return true;
	if (!answersSignals(owner.pid)) return false;
	const stat = readStat(owner.pid);
	if (stat === undefined) return true;
	return !ENDED_STATES.has(stat.state) && owner.born === bornOf(owner.pid);
}

/** Zombie and dead: killed, and its parent has not asked yet. */
const ENDED_STATES = new Set(["Z", "X"]);

/** Only on Linux: a laptop elsewhere may change its name with each network. */
const hostOf = () => (process.platform === "linux" ? hostname() : "");

/** The processes of this machine. */
export const nodeProcesses: Processes = {
	self: { pid: process.pid, born: bornOf(process.pid), host: hostOf() },
	isRunning,
	uniqueName: () => randomUUID(),
};
