import type { Action, OrgHandle, Verdict } from "@engine-offline/core";
import { useMemo } from "react";
import { useObservable } from "./use-observable.js";

/** Why the signed-in person may not do this, or undefined when it is allowed or not known. */
export function useWhyNot(org: OrgHandle, action: Action): string | undefined {
	const verdict$ = useMemo(() => org.can$(action), [org, action]);
	const verdict = useObservable<Verdict, undefined>(verdict$, undefined);
	return verdict?.verdict === "refused" ? verdict.rule : undefined;
}
