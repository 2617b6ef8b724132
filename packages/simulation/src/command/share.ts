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

/** How many seeds, and for how long at most. */
export interface Shares {
	readonly seeds: number;
	/** So many at a time. */
	readonly processes: number;
	readonly minutes?: number;
}

/** So many seeds a process runs at most: RxDB keeps something of each, and its memory ends at some 1,000. */
const SEEDS_PER_PROCESS = 250;

/** Runs the command again in processes of their own, a share of the seeds in each; `args` are the command's. */
export async function runShares(
	args: readonly string[],
	{ seeds, processes, minutes = Number.MAX_SAFE_INTEGER }: Shares,
	told: (line: string) => void,
) {
	const began = process.hrtime.bigint();
	const minutesLeft = () =>
		minutes - Number(process.hrtime.bigint() - began) / 60_000_000_000;
	const atOnce = Math.max(1, processes);
	const of = Math.max(atOnce, Math.ceil(seeds / SEEDS_PER_PROCESS));
	const waiting = Array.from({ length: of }, (_, at) => at).values();
	const shares: Share[] = [];
	const runSome = async () => {
		for (const at of waiting) {
			const left = minutesLeft();
			if (left <= 0) return;
			const which = [...args, "--minutes", `${left}`, `${at}`, `${of}`];
			shares.push(await runShare(which, told));
		}
	};
	await Promise.all(Array.from({ length: atOnce }, runSome));
	return joined(shares);
}

/** One process; its last two arguments say which share of how many. */
function runShare(
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
function joined(shares: readonly Share[]): Share & {
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
