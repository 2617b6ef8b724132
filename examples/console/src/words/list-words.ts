const shown = 5;

/** "12 projects: Ant, Bee, Cat, Dog, Emu and 7 more". */
export function someOf(
	names: readonly string[],
	noun: string,
	plural = `${noun}s`,
): string {
	if (names.length === 0) return `no ${plural}`;
	const count = names.length.toLocaleString("en");
	const counted = `${count} ${names.length === 1 ? noun : plural}`;
	const more = names.length - shown;
	const some = names.slice(0, shown).join(", ");
	return more > 0
		? `${counted}: ${some} and ${more.toLocaleString("en")} more`
		: `${counted}: ${some}`;
}
