import type { Patch } from "./mutant.js";

/** The source with every patch made. Fails when a patch does not fit: a bug that is not there proves nothing. */
export function applyPatches(
	source: string,
	patches: readonly Patch[],
): string {
	return patches.reduce((text, { file, find, replace }) => {
		const found = text.split(find).length - 1;
		if (found !== 1)
			throw new TypeError(
				`${file} holds the text to replace ${found} times, not once. Adapt the patch: ${JSON.stringify(find)}`,
			);
		return text.replace(find, () => replace);
	}, source);
}
