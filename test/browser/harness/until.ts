import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 60_000;
const GAP_MS = 15;

/** Asks again and again until there is an answer. What throws meanwhile is told only in the end. */
export async function until<Value>(
	what: string,
	ask: () => Promise<Value | undefined>,
	patienceMs = PATIENCE_MS,
): Promise<Value> {
	const deadline = performance.now() + patienceMs;
	let last: unknown;
	while (performance.now() < deadline) {
		try {
			const value = await ask();
			if (value !== undefined) return value;
			last = undefined;
		} catch (error) {
			last = error;
		}
		await wait(GAP_MS);
	}
	throw new Error(`It did not come about that ${what}.`, { cause: last });
}
