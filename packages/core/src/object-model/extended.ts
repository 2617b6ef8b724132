/** One object with the members of both; getters stay getters, which spreading would freeze at their first value. */
export function extended<First extends object, Second extends object>(
	first: First,
	second: Second,
): First & Second {
	const members = Object.getOwnPropertyDescriptors(second);
	// Proof of the cast: every own property of `second` has just been defined on `first`.
	return Object.defineProperties(first, members) as First & Second;
}
