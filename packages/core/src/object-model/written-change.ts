import type { ChangeRef, WrittenChange } from "./change-ref.js";
import type { ModelContext } from "./model-context.js";
import { revert } from "./revert.js";
import { settled } from "./settled.js";

/** The change with its two methods. */
export function writtenChange(
	context: ModelContext,
	ref: ChangeRef,
): WrittenChange {
	return {
		...ref,
		settled: () => settled(context, ref),
		revert: () => revert(context, ref),
	};
}
