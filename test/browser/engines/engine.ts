import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { killTree } from "./process-tree.js";

/** A browser process with one page, which nobody drives: what it is to do, its page asks a server. */
export interface Running {
	readonly pid: number;
	/** Resolves when the first process of it ended, however that came. */
	readonly ended: Promise<unknown>;
	/** SIGKILL to all of its processes at once. */
	kill(): Promise<void>;
	/** Asks it to end as somebody who closes the window would, and insists after a while. */
	end(): Promise<void>;
}

/** How to start one. */
export interface Command {
	readonly command: string;
	readonly args: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 8_000;

export function start({ command, args, env }: Command): Running {
	const child = spawn(command, args, {
		stdio: "ignore",
		env: { ...process.env, ...env },
	});
	const { pid } = child;
	if (pid === undefined)
		throw new Error(`"${command}" does not start: install it first.`);
	const ended = once(child, "exit");
	return {
		pid,
		ended,
		kill: async () => {
			killTree(pid);
			await ended;
		},
		end: () => end(child, pid, ended),
	};
}

async function end(
	child: ChildProcess,
	pid: number,
	ended: Promise<unknown>,
): Promise<void> {
	child.kill("SIGTERM");
	const insist = setTimeout(() => killTree(pid), PATIENCE_MS);
	await ended;
	clearTimeout(insist);
}
