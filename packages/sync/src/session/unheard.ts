import { unsent } from "./obtain.js";

/** What those hear who waited in vain. */
export const closed = unsent("aborted", "The session is closed.");
export const overtaken = unsent(
	"aborted",
	"Another sign-in or a sign-out came between.",
);

/** The Engine's own sentence may end with the advice already. */
export function withAdvice(said: string): string {
	return /sign in again\.$/i.test(said) ? said : `${said} Sign in again.`;
}
