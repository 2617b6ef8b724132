import { type Fields, foldText } from "@engine-offline/core/replicate";

/** Values of one thing as they were sent, as the Engine shows them now, and as it showed them before. */
export interface SentAndSeen {
	readonly sent: Fields;
	readonly seen: Fields;
	readonly base: Fields;
}

/**
 * Whether the Engine shows what was sent for a field: as it was, or trimmed and folded on the way. The value from
 * before is no sign of the request, even where it differs in spaces and case alone.
 */
export function isShown(
	field: string,
	{ sent, seen, base }: SentAndSeen,
): boolean {
	const asked = sent[field] ?? "";
	const got = seen[field] ?? "";
	if (got === asked) return true;
	return got !== (base[field] ?? "") && foldText(got) === foldText(asked);
}

/**
 * The base of fields that the Engine shows as they were sent: what is still here as it was sent becomes what the
 * Engine made of it, and what was typed since goes on top of that, uncontested.
 */
export function basesOfShown(
	fields: readonly string[],
	local: Fields,
	{ sent, seen }: SentAndSeen,
): Fields {
	return Object.fromEntries(
		fields.map((field) => {
			const untouched = (local[field] ?? "") === (sent[field] ?? "");
			return [field, (untouched ? sent : seen)[field] ?? ""];
		}),
	);
}
