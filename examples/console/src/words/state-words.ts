import type { SyncState } from "@engine-offline/core";

/** Where a row stands, in words; `""` when the Engine has it as it is shown. */
export interface StateWords {
	readonly word: "" | "Waiting" | "Sending" | "In doubt" | "Parked" | "Refused";
	/** The whole sentence. */
	readonly why: string;
}

/** The state of one document in words. Pure. */
export function stateWords(state: SyncState): StateWords {
	switch (state.state) {
		case "synced":
			return { word: "", why: "" };
		case "pending":
			return { word: "Waiting", why: "Saved here, and waits to be sent." };
		case "sending":
			return { word: "Sending", why: "On its way to the Engine." };
		case "in-doubt":
			return {
				word: "In doubt",
				why: "It was sent and no answer came: whether it took place is being found out.",
			};
		case "parked":
			return { word: "Parked", why: reasonOf(state) };
		case "refused":
			return { word: "Refused", why: reasonOf(state) };
	}
}

function reasonOf(said: {
	readonly message: string;
	readonly suggestion: string;
}): string {
	return [said.message || "The Engine gave no reason.", said.suggestion]
		.filter((part) => part !== "")
		.join(" ");
}
