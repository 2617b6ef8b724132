import type { DocumentHandle, PendingChange } from "@engine-offline/core";
import { useDevice } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { useObservable } from "../react/use-observable.js";
import { stateWords } from "../words/state-words.js";

/** Where a document stands, in a word with the sentence beside it; nothing when it is in sync. */
export function StateMark({ of }: { readonly of: DocumentHandle }) {
	const { word, why } = stateWords(useObservable(of.sync$, of.state));
	if (word === "") return null;
	return (
		<span className="mark" data-state={word} title={why}>
			{word}
			<span className="unseen">: {why}</span>
		</span>
	);
}

/** The sentence alone, for where there is room. */
export function StateSentence({ of }: { readonly of: DocumentHandle }) {
	const { word, why } = stateWords(useObservable(of.sync$, of.state));
	return word === "" ? null : <p className="why">{why}</p>;
}

/** Takes back what was not sent; absent when nothing waits or it is under way. */
export function UndoButton({
	change,
	label,
}: {
	readonly change: PendingChange | undefined;
	readonly label: string;
}) {
	const { store } = useDevice();
	const action = useAction();
	if (change === undefined || !canUndo(change)) return null;
	return (
		<>
			<button
				type="button"
				className="quiet"
				disabled={action.busy}
				aria-label={`Undo: ${label}`}
				onClick={() => action.run(() => store.revert(change))}
			>
				Undo
			</button>
			<Failure of={action.error} />
		</>
	);
}

export function Failure({ of }: { readonly of: string }) {
	return of === "" ? null : (
		<p className="failure" role="alert">
			{of}
		</p>
	);
}

export function canUndo({ state, hiddenBy }: PendingChange): boolean {
	return hiddenBy === "" && (state === "pending" || state === "parked");
}
