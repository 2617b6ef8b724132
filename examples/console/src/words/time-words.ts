const units = [
	{ name: "day", ms: 86_400_000 },
	{ name: "hour", ms: 3_600_000 },
	{ name: "minute", ms: 60_000 },
	{ name: "second", ms: 1_000 },
] as const;

/** "3 minutes": for people, so only the largest unit. */
export function lengthInWords(ms: number): string {
	const unit = units.find((one) => ms >= one.ms);
	if (unit === undefined) return "a moment";
	return counted(Math.floor(ms / unit.ms), unit.name);
}

/** "3 minutes ago", or "just now" within the last ten seconds. */
export function agoInWords(moment: number, now: number): string {
	const ms = now - moment;
	return ms < 10_000 ? "just now" : `${lengthInWords(ms)} ago`;
}

/** " for 3 minutes", or nothing while it is shorter than ten seconds. */
export function forInWords(since: number, now: number): string {
	const ms = now - since;
	return ms < 10_000 ? "" : ` for ${lengthInWords(ms)}`;
}

/** "1 change", "3 changes". */
export function counted(count: number, noun: string): string {
	const number = count.toLocaleString("en");
	return `${number} ${count === 1 ? noun : pluralOf(noun)}`;
}

export function pluralOf(noun: string): string {
	return noun === "person" ? "people" : `${noun}s`;
}
