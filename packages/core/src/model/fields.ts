/** Values of writable fields by name. */
export type Fields = Readonly<Record<string, string>>;

/** Whether two sets of values agree in every field of `names`; an absent field is an empty one. */
export function sameFields(
	names: readonly string[],
	a: Fields,
	b: Fields,
): boolean {
	return names.every((name) => (a[name] ?? "") === (b[name] ?? ""));
}

/** The fields of `names` in which two sets of values differ. */
export function differingFields(
	names: readonly string[],
	a: Fields,
	b: Fields,
): string[] {
	return names.filter((name) => (a[name] ?? "") !== (b[name] ?? ""));
}

/** Only the fields of `names`, absent ones as empty. */
export function pickFields(
	names: readonly string[],
	from: Readonly<Record<string, unknown>>,
): Fields {
	return Object.fromEntries(
		names.map((name) => {
			const value = from[name];
			return [name, typeof value === "string" ? value : ""];
		}),
	);
}

/** How an Engine that trims, folds white space or lower-cases may give a text back. */
export function foldText(text: string): string {
	return text.trim().replace(/\s+/g, " ").toLowerCase();
}

/** One person has one folded address: case and surrounding space do not count. */
export function foldEmail(email: string): string {
	return email.trim().toLowerCase();
}
