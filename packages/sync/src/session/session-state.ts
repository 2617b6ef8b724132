/**
 * The session as a machine without clock, network or secrets. States and arrows:
 *
 *   signed-out ─signInAsked→ signing-in ─obtained→ signed-in ─bearerWanted, rejected→ refreshing
 *   idle ─bearerWanted→ signing-in            refreshing ─obtained→ signed-in
 *   signing-in, refreshing ─refused→ signed-out            ─failed→ idle
 *   refreshing ─putOff→ signed-in (the bearer at hand still serves)
 *   anything ─signOutAsked→ signed-out
 */
export type SessionState =
	| {
			readonly name: "signed-out";
			readonly why: "not-yet" | "asked" | "refused";
			/** For people: what happened and what to do; '' for "not yet" and "asked". */
			readonly message: string;
	  }
	/** No bearer at hand; the next call that wants one tries. `message` says why the last try failed, or ''. */
	| { readonly name: "idle"; readonly message: string }
	| { readonly name: "signing-in" }
	| { readonly name: "signed-in"; readonly kept: TokenKeeping }
	| { readonly name: "refreshing" };

/** Where the refresh token is: in memory alone, also in the token store, or there in vain (saving failed). */
export type TokenKeeping = "memory" | "stored" | "not-stored";

export type SessionEvent =
	| { readonly name: "signInAsked" }
	/** A call wants a bearer and there is none, or the one at hand has not long to live. */
	| { readonly name: "bearerWanted" }
	/** The Engine turned the bearer at hand away. */
	| { readonly name: "rejected" }
	| { readonly name: "obtained"; readonly kept: TokenKeeping }
	/** The Engine said no to a sign-in or a refresh. */
	| { readonly name: "refused"; readonly message: string }
	/** No answer, and no bearer left that serves. */
	| { readonly name: "failed"; readonly message: string }
	/** No answer, but the bearer at hand serves a while longer. */
	| { readonly name: "putOff"; readonly kept: TokenKeeping }
	| { readonly name: "signOutAsked" };

type EventName = SessionEvent["name"];
type Arrow<Name extends EventName> = (
	event: Extract<SessionEvent, { name: Name }>,
) => SessionState;
type Arrows = { readonly [Name in EventName]?: Arrow<Name> };

const signedOut = (
	why: "asked" | "refused",
	message: string,
): SessionState => ({ name: "signed-out", why, message });

const always: Arrows = {
	signInAsked: () => ({ name: "signing-in" }),
	signOutAsked: () => signedOut("asked", ""),
};

const inFlight: Arrows = {
	...always,
	obtained: ({ kept }) => ({ name: "signed-in", kept }),
	refused: ({ message }) => signedOut("refused", message),
	failed: ({ message }) => ({ name: "idle", message }),
};

const arrowsByState: Readonly<Record<SessionState["name"], Arrows>> = {
	"signed-out": always,
	idle: { ...always, bearerWanted: () => ({ name: "signing-in" }) },
	"signing-in": inFlight,
	"signed-in": {
		...always,
		bearerWanted: () => ({ name: "refreshing" }),
		rejected: () => ({ name: "refreshing" }),
	},
	refreshing: {
		...inFlight,
		putOff: ({ kept }) => ({ name: "signed-in", kept }),
	},
};

/** The state after an event. What does not concern a state leaves it the very same object. */
export function nextSessionState(
	state: SessionState,
	event: SessionEvent,
): SessionState {
	const arrows = arrowsByState[state.name];
	// The arrow is looked up by the event's own name, so it takes exactly this event.
	const arrow = arrows[event.name] as Arrow<EventName> | undefined;
	return arrow === undefined ? state : arrow(event);
}
