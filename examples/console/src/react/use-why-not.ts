import type { Action } from "@engine-offline/core";
import { useCan } from "@engine-offline/react";

/** Why the signed-in person may not do this, or undefined when it is allowed or not known. */
export function useWhyNot(orgId: string, action: Action): string | undefined {
	const verdict = useCan(orgId, action);
	return verdict?.verdict === "refused" ? verdict.rule : undefined;
}
