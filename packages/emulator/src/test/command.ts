import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface RunningCommand extends AsyncDisposable {
	readonly url: string;
	/** What it has printed so far. */
	readonly output: () => string;
	/** Ends it as nobody can prevent, and resolves when it has ended. */
	readonly kill: () => Promise<void>;
}

export interface EndedCommand {
	readonly exitCode: number | null;
	readonly output: string;
	readonly errors: string;
}

/** Starts the command as a program of its own and resolves when it has printed how to sign in. */
export async function startCommand(
	...args: readonly string[]
): Promise<RunningCommand> {
	const child = spawnCommand(args);
	const printed = collect(child);
	const url = await new Promise<string>((resolve, reject) => {
		child.once("exit", () => reject(new Error(printed.errors())));
		child.stdout?.on("data", () => {
			const found = /listens on (\S+).*To sign in.*To ask/s.exec(
				printed.output(),
			);
			if (found?.[1] !== undefined) resolve(found[1]);
		});
	});
	const kill = async () => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		const exit = once(child, "exit");
		child.kill("SIGKILL");
		await exit;
	};
	return { url, output: printed.output, kill, [Symbol.asyncDispose]: kill };
}

/** Runs the command to its end. */
export async function runCommandToEnd(
	...args: readonly string[]
): Promise<EndedCommand> {
	const child = spawnCommand(args);
	const printed = collect(child);
	await once(child, "close");
	return {
		exitCode: child.exitCode,
		output: printed.output(),
		errors: printed.errors(),
	};
}

function spawnCommand(args: readonly string[]): ChildProcess {
	const command = fileURLToPath(new URL("../command.ts", import.meta.url));
	const source = ["--conditions=@engine-offline/source", "--import", "tsx"];
	return spawn(process.execPath, [...source, command, ...args], {
		cwd: fileURLToPath(new URL("../..", import.meta.url)),
		stdio: ["ignore", "pipe", "pipe"],
	});
}

function collect(child: ChildProcess) {
	let output = "";
	let errors = "";
	child.stdout?.on("data", (chunk) => {
		output += String(chunk);
	});
	child.stderr?.on("data", (chunk) => {
		errors += String(chunk);
	});
	return { output: () => output, errors: () => errors };
}
