/** The value that `share` of all are not above; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const index = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
	return sorted[index] ?? Number.NaN;
}

export interface Figures {
	readonly median: number;
	readonly p95: number;
	readonly samples: number;
}

export function figuresOf(values: readonly number[]): Figures {
	return {
		median: quantile(values, 0.5),
		p95: quantile(values, 0.95),
		samples: values.length,
	};
}
