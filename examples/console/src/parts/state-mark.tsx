import type { DocumentHandle, SyncState } from "@engine-offline/core";
import { useSyncState } from "@engine-offline/react";
import { hrefOf } from "../react/use-route.js";
import { stateWords } from "../words/state-words.js";

/** Where a document stands, in a word; nothing when it is in sync. */
export function StateMark({ of }: { readonly of: DocumentHandle }) {
	const { word, why } = stateWords(useSyncState(of));
	if (word === "") return null;
	return (
		<span className="mark" data-state={word} title={why}>
			{word}
		</span>
	);
}

/** The sentence to the word, with the way to where something can be done about it. */
export function StateSentence({ of }: { readonly of: DocumentHandle }) {
	const state = useSyncState(of);
	const { word, why } = stateWords(state);
	if (word === "") return null;
	return (
		<p className="why">
			{why} <WayOut state={state} />
		</p>
	);
}

function WayOut({ state }: { readonly state: SyncState }) {
	switch (state.state) {
		case "refused":
			return <a href={hrefOf({ page: "issues" })}>Decide what to do</a>;
		case "parked":
		case "in-doubt":
			return <a href={hrefOf({ page: "waiting" })}>See what waits</a>;
		default:
			return null;
	}
}
