const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long ago a moment was, as of another. */
export function agoInWords(at: number, now: number): string {
	const ms = Math.max(0, now - at);
	if (ms < minuteMs) return `${Math.floor(ms / 1_000)} s ago`;
	if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min ago`;
	if (ms < 48 * hourMs) return `${Math.floor(ms / hourMs)} h ago`;
	return `${Math.floor(ms / (24 * hourMs))} days ago`;
}

/** A moment in UTC, to the second. */
export function timeInWords(at: number): string {
	return new Date(at).toISOString().replace("T", " ").slice(0, 19);
}

export function durationInWords(ms: number): string {
	return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
