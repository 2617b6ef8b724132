import { createContext, useContext } from "react";

/** A sentence about what was just done, with a way back where there is one. */
export interface Notice {
	readonly text: string;
	readonly undo?: () => Promise<void>;
}

export type Notify = (notice: Notice) => void;

export const NotifyContext = createContext<Notify>(() => {});

export const useNotify = (): Notify => useContext(NotifyContext);
