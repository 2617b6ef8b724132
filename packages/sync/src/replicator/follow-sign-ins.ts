import type { Subscription } from "rxjs";
import type { Session } from "../session/session.js";

/** Who has to be told when the person may have changed. */
export interface SignInWatcher {
	/** Nobody is signed in any more. */
	readonly left: () => void;
	/** Somebody signs in, whoever it is. */
	readonly came: () => void;
	/** Called after each change of the session. */
	readonly changed: () => void;
}

/**
 * Tells signing in apart from getting another bearer for the same person: a session that was idle signs in by itself
 * with the credentials that it has.
 */
export function followSignIns(
	session: Session,
	watcher: SignInWatcher,
): Subscription {
	let before = session.state.name;
	let email = session.email;
	return session.state$.subscribe(({ name }) => {
		const byItself = before === "idle" && session.email === email;
		before = name;
		email = session.email;
		if (name === "signed-out") watcher.left();
		if (name === "signing-in" && !byItself) watcher.came();
		watcher.changed();
	});
}
