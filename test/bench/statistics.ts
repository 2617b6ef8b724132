/** The value that `share` of all are not above; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const index = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
	return sorted[index] ?? Number.NaN;
}

export interface Comparison {
	readonly what: string;
	readonly ours: Figures;
	readonly raw: Figures;
	/** Median of ours over median of raw. */
	readonly ratio: number;
}

export interface Figures {
	readonly median: number;
	readonly p95: number;
	readonly samples: number;
}

export function compare(
	what: string,
	ours: readonly number[],
	raw: readonly number[],
): Comparison {
	const figures = { ours: figuresOf(ours), raw: figuresOf(raw) };
	return { what, ...figures, ratio: figures.ours.median / figures.raw.median };
}

export function figuresOf(values: readonly number[]): Figures {
	return {
		median: quantile(values, 0.5),
		p95: quantile(values, 0.95),
		samples: values.length,
	};
}

/** One line of the printed table. */
export function line({ what, ours, raw, ratio }: Comparison): string {
	const ms = (value: number) => value.toFixed(1).padStart(9);
	return [
		what.padEnd(44),
		ms(ours.median),
		ms(ours.p95),
		ms(raw.median),
		ms(raw.p95),
		`${ratio.toFixed(2)}×`.padStart(8),
	].join(" ");
}
