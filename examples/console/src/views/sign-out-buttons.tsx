import { ConfirmDialog } from "../parts/confirm-dialog.js";
import { Failure } from "../parts/failure.js";
import { useApp } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";
import { useOpening } from "../react/use-opening.js";
import { counted } from "../words/time-words.js";

/** `losing`: how many things only this device has. */
export function SignOutButtons({ losing }: { readonly losing: number }) {
	const app = useApp();
	const action = useAction();
	const asking = useOpening();
	return (
		<>
			<div className="buttons">
				<button
					type="button"
					className="main"
					disabled={action.busy}
					onClick={() => action.run(() => app.signOut())}
				>
					Sign out, keep everything here
				</button>
				<button
					type="button"
					ref={asking.button}
					disabled={action.busy}
					onClick={asking.open}
				>
					Sign out and remove everything
				</button>
			</div>
			<p className="quiet">
				{losing > 0 && "What was not sent is sent after your next sign-in. "}
				What is kept can be read by whoever uses this browser.
			</p>
			{asking.isOpen && <AskToWipe losing={losing} onClose={asking.close} />}
			<Failure of={action.error} />
		</>
	);
}

interface AskProps {
	readonly losing: number;
	readonly onClose: () => void;
}

function AskToWipe({ losing, onClose }: AskProps) {
	const app = useApp();
	return (
		<ConfirmDialog
			title="Remove everything from this device?"
			confirm="Sign out and remove"
			onConfirm={() => app.signOut({ wipe: true })}
			onClose={onClose}
		>
			{losing === 0 ? (
				<p>The Engine has everything, so nothing is lost.</p>
			) : (
				<p>
					{counted(losing, "thing")} that only this device has{" "}
					{losing === 1 ? "is" : "are"} lost for good. Save the list as a file
					first if you may need it.
				</p>
			)}
			<p>What the Engine has stays there, and comes back when you sign in.</p>
		</ConfirmDialog>
	);
}
