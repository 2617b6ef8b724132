import type { DocumentState, SyncState } from "@engine-offline/core";

export type StateWord =
	| ""
	| "Pending"
	| "Sending"
	| "In doubt"
	| "Parked"
	| "Refused";

/** Where a row stands, in words; `""` when the Engine has it as it is shown. */
export interface StateWords {
	readonly word: StateWord;
	/** The whole sentence. */
	readonly why: string;
}

const wordByState: Readonly<Record<DocumentState, StateWord>> = {
	synced: "",
	pending: "Pending",
	sending: "Sending",
	"in-doubt": "In doubt",
	parked: "Parked",
	refused: "Refused",
};

/** The state of one document in words. Pure. */
export function stateWords(state: SyncState): StateWords {
	return { word: wordByState[state.state], why: whyOf(state) };
}

/** The word for something that waits: what was refused before and changed again is on its way like any other. */
export function waitingWord(state: DocumentState): StateWord {
	return wordByState[state] || "Pending";
}

function whyOf(state: SyncState): string {
	switch (state.state) {
		case "synced":
			return "";
		case "pending":
			return "Saved here, and waits to be sent.";
		case "sending":
			return "On its way to the Engine.";
		case "in-doubt":
			return "It was sent and no answer came: whether it took place is being found out.";
		case "parked":
		case "refused":
			return reasonOf(state);
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
