import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Failure } from "../batch/batch.js";

/** What one process of a batch found. */
export interface Share {
	readonly seeds: number;
	readonly twice: number;
	readonly failures: readonly Failure[];
	readonly counts: readonly (readonly [string, number])[];
}

/** Runs the command again in a process of its own; `args` say which seeds. */
export function runShare(
	args: readonly string[],
	told: (line: string) => void,
): Promise<Share> {
	const program = fileURLToPath(new URL("./worker.ts", import.meta.url));
	return new Promise((resolve, reject) => {
		const child = fork(program, [...args], { stdio: "inherit" });
		let share: Share | undefined;
		child.on("message", (message) => {
			if (typeof message === "string") told(message);
			// Proof of the cast: a worker sends lines, and at its end its share.
			else share = message as unknown as Share;
		});
		child.on("exit", (code) => {
			if (share !== undefined) resolve(share);
			else reject(new Error(`A process of the simulation ended with ${code}.`));
		});
	});
}

/** All shares as one. */
export function joined(shares: readonly Share[]): Share & {
	readonly totals: ReadonlyMap<string, number>;
} {
	const totals = new Map<string, number>();
	for (const { counts } of shares)
		for (const [key, count] of counts)
			totals.set(key, (totals.get(key) ?? 0) + count);
	const sum = (of: (share: Share) => number) =>
		shares.reduce((total, share) => total + of(share), 0);
	return {
		seeds: sum(({ seeds }) => seeds),
		twice: sum(({ twice }) => twice),
		failures: shares.flatMap(({ failures }) => failures),
		counts: [...totals],
		totals,
	};
}
