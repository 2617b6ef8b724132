/** Ms by what was measured, as often as it was. */
export type Samples = Readonly<Record<string, readonly number[]>>;

export async function timed(run: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await run();
	return performance.now() - began;
}

/** Times so many runs, one after the other. */
export async function times(
	count: number,
	run: (n: number) => Promise<unknown>,
): Promise<number[]> {
	const all: number[] = [];
	for (let n = 0; n < count; n += 1) all.push(await timed(() => run(n)));
	return all;
}

/** Several rounds of one thing as one. */
export function merged(rounds: readonly Samples[]): Samples {
	const all: Record<string, number[]> = {};
	for (const round of rounds)
		for (const [what, values] of Object.entries(round))
			all[what] = [...(all[what] ?? []), ...values];
	return all;
}
