import { readdirSync, readFileSync } from "node:fs";

/** A process and all that descend from it, as /proc of Linux shows them. */
export function processTree(root: number): number[] {
	const parents = readdirSync("/proc")
		.map(Number)
		.filter((pid) => pid > 0)
		.map((pid) => [pid, parentOf(pid)] as const);
	const tree = [root];
	// Grows while it is walked: children of children follow.
	for (const member of tree)
		for (const [pid, parent] of parents) if (parent === member) tree.push(pid);
	return tree;
}

/** SIGKILL to a process and all that descend from it. They are stopped first, so that none of them acts on another's death. */
export function killTree(root: number): void {
	const tree = processTree(root);
	for (const signal of ["SIGSTOP", "SIGKILL"] as const)
		for (const pid of tree) signalTo(pid, signal);
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It has ended by itself.
	}
}

function parentOf(pid: number): number {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		// The name before it may hold spaces and parentheses.
		return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
	} catch {
		return -1;
	}
}
