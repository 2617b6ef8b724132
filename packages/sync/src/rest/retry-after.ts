/** A wait longer than a day is read as a day: it would outlive every timer and any sense. */
const longestMs = 86_400_000;

/** Ms from a Retry-After in seconds or as an HTTP date; undefined when it is absent or neither. */
export function retryAfterMs(
	header: string | null,
	nowMs: number,
): number | undefined {
	const text = header?.trim() ?? "";
	if (text === "" || text.length > 64) return undefined;
	const waitMs = /^\d+$/.test(text)
		? Number(text) * 1_000
		: dateMs(text) - nowMs;
	return Number.isNaN(waitMs)
		? undefined
		: Math.min(longestMs, Math.max(0, waitMs));
}

/** Only what looks like an HTTP date: the Date parser also takes "1", "-5" and much else for a date. */
function dateMs(text: string): number {
	return /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
}
