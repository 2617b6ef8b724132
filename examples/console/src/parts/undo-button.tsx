import type { PendingChange } from "@engine-offline/core";
import { useDevice } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { Failure } from "./failure.js";
import { focusHeading } from "./heading.js";

interface UndoButtonProps {
	readonly change: PendingChange | null | undefined;
	readonly label: string;
}

/** Takes back what was not sent; absent when nothing waits or it is under way. */
export function UndoButton({ change, label }: UndoButtonProps) {
	const { store } = useDevice();
	const action = useAction();
	if (!change || !canUndo(change)) return null;
	const undo = async () => {
		if (await action.run(() => store.revert(change))) focusHeading();
	};
	return (
		<>
			<button
				type="button"
				disabled={action.busy}
				aria-label={`Undo: ${label}`}
				onClick={undo}
			>
				Undo
			</button>
			<Failure of={action.error} />
		</>
	);
}

function canUndo({ state, hiddenBy }: PendingChange): boolean {
	return hiddenBy === "" && (state === "pending" || state === "parked");
}
