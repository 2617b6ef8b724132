import { engineErrorOf } from "@engine-offline/core";

/** What went wrong and what to do next, in a sentence or two. */
export function messageOf(error: unknown): string {
	const known = engineErrorOf(error);
	if (known !== undefined) return known.message;
	const said = error instanceof Error ? error.message : String(error);
	return `This should not happen: ${said} Reload the page and try again.`;
}
