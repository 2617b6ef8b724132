import { useState } from "react";
import { messageOf } from "../words/error-words.js";

/** Something that a person started: whether it is under way, and why it failed, or ''. */
export interface Action {
	readonly busy: boolean;
	readonly error: string;
	/** Resolves with whether it succeeded. A failure is kept for showing. */
	run(work: () => Promise<unknown>): Promise<boolean>;
}

export function useAction(): Action {
	const [{ busy, error }, setState] = useState({ busy: false, error: "" });
	return {
		busy,
		error,
		run: async (work) => {
			setState({ busy: true, error: "" });
			try {
				await work();
				setState({ busy: false, error: "" });
				return true;
			} catch (failure) {
				setState({ busy: false, error: messageOf(failure) });
				return false;
			}
		},
	};
}
