/** A promise that is resolved from outside, once. */
export interface Deferred {
	readonly promise: Promise<void>;
	resolve(): void;
}

export function createDeferred(): Deferred {
	let settle: (() => void) | undefined;
	const promise = new Promise<void>((resolve) => {
		settle = resolve;
	});
	return { promise, resolve: () => settle?.() };
}
