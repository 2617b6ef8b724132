import { nextDelayMs } from "../answers/backoff.js";
import type { Session } from "../session/session.js";
import { fetchRoles, identify } from "./identify.js";
import type { Identity } from "./options.js";
import type { Work } from "./work.js";

/** Who is signed in, found out anew after each sign-in. */
export interface Person {
	isKnown(): boolean;
	/** Somebody else may sign in next. */
	forget(): void;
	/** Asks the Engine; not before the moment that `notBefore` names. */
	findOut(): Promise<void>;
	/** Monotonic ms. */
	notBefore(): number;
	/** Waits no longer. */
	retryNow(): void;
}

export function createPerson(
	work: Work,
	session: Session,
	named: Identity | undefined,
): Person {
	const { environment } = work.replica;
	let known = false;
	/** Moves when somebody signs in: an answer about whoever was there before counts for nothing. */
	let signIns = 0;
	let failures = 0;
	let notBefore = 0;
	const identity = () =>
		named ?? (session.email === "" ? undefined : { email: session.email });
	return {
		isKnown: () => known,
		forget: () => {
			known = false;
			signIns += 1;
		},
		notBefore: () => notBefore,
		retryNow: () => {
			notBefore = 0;
		},
		findOut: async () => {
			const asked = signIns;
			const found = await identify(work, identity(), () => asked === signIns);
			if (asked !== signIns) return;
			known = found.kind !== "failed";
			if (known) {
				failures = 0;
				if (found.kind !== "other") await fetchRoles(work);
				return;
			}
			failures += 1;
			notBefore =
				environment.monotonic() +
				nextDelayMs({
					attempt: failures,
					random: environment.random(),
					retryAfterMs: undefined,
				});
		},
	};
}
