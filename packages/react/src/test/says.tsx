import type { ReactNode } from "react";

/** A component that says what a hook gives. */
export function Says({ say }: { readonly say: () => ReactNode }) {
	return say();
}
