import { Failure } from "../parts/failure.js";
import { useApp } from "../react/app-context.js";
import { useAction } from "../react/use-action.js";

/** `losing`: how many things only this device has. */
export function SignOutButtons({ losing }: { readonly losing: number }) {
	const app = useApp();
	const action = useAction();
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
			</div>
			<p className="quiet">
				{losing > 0 && "What was not sent is sent after your next sign-in. "}
				What is kept can be read by whoever uses this browser.
			</p>
			<Failure of={action.error} />
		</>
	);
}
