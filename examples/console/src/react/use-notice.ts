import type { WrittenChange } from "@engine-offline/core";
import { createContext, useContext } from "react";

/** A sentence about what was just done, with a way back where there is one. */
export interface Notice {
	readonly text: string;
	readonly undo?: () => Promise<void>;
}

export type Notify = (notice: Notice) => void;

export const NotifyContext = createContext<Notify>(() => {});

export const useNotify = (): Notify => useContext(NotifyContext);

/** Where a list is long or filtered, what was just made may not be in sight: so it is said. */
export function madeHere(name: string, change: WrittenChange): Notice {
	return {
		text: `“${name}” is made here, and will be on the Engine.`,
		undo: () => change.revert(),
	};
}
