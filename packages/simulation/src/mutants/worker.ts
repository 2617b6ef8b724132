import { simulate } from "../simulate.js";
import type { Mutant } from "./mutant.js";

/** Runs seeds with the patches of one mutant in place, until one catches it. Prints one line of JSON. */
export interface WorkerResult {
	/** The seed that caught it, undefined when none did. */
	readonly seed: string | undefined;
	readonly text: string;
	/** How often each other invariant was broken on the way. */
	readonly others: Readonly<Record<string, number>>;
	readonly seconds: number;
}

export interface WorkerOrder {
	readonly invariant: string;
	/** Files that must have been patched. */
	readonly files: readonly string[];
	readonly seeds: readonly string[];
	readonly world: NonNullable<Mutant["world"]>;
}

async function run(order: WorkerOrder): Promise<WorkerResult> {
	const others: Record<string, number> = {};
	const began = process.hrtime.bigint();
	const seconds = () => Number(process.hrtime.bigint() - began) / 1e9;
	for (const seed of order.seeds) {
		const { violations } = await simulate({
			seed,
			steps: 100,
			...order.world,
			judged: [order.invariant],
		});
		checkPatched(order.files);
		const caught = violations.find(
			({ invariant }) => invariant === order.invariant,
		);
		if (caught !== undefined)
			return { seed, text: caught.text, others, seconds: seconds() };
		for (const { invariant } of violations)
			others[invariant] = (others[invariant] ?? 0) + 1;
	}
	return { seed: undefined, text: "", others, seconds: seconds() };
}

function checkPatched(files: readonly string[]): void {
	const patched: unknown = Reflect.get(globalThis, "patchedFiles") ?? [];
	for (const file of files)
		if (!Array.isArray(patched) || !patched.includes(file))
			throw new TypeError(`${file} was to be patched, and was never loaded.`);
}

// A mutant may well throw where nobody listens; what it breaks is judged by the invariants.
process.on("unhandledRejection", () => undefined);
const order: WorkerOrder = JSON.parse(process.env.MUTANT_ORDER ?? "");
process.stdout.write(`${JSON.stringify(await run(order))}\n`);
process.exit(0);
