import type { Session } from "./session.js";

/** A bearer with what belongs to it, as tabs pass it on. */
export interface PassedTokens {
	/** Grows with each sign-in, refresh and sign-out, over all tabs: the higher one is the newer one. */
	readonly turn: number;
	/** The turn at which this person signed in. */
	readonly signIn: number;
	/** '' when it is not known. */
	readonly email: string;
	readonly bearer: string;
	readonly refreshToken: string;
	/** How long the bearer lives from now, ms. */
	readonly leftMs: number;
}

/** What a session asks of the other tabs. */
export interface OtherTabs {
	/** Runs `work` while no other tab signs in or refreshes. Rejects when the signal ends the wait. */
	oneAtATime<Result>(
		signal: AbortSignal,
		work: () => Promise<Result>,
	): Promise<Result>;
	/** Newer tokens that another tab has; undefined when none has. */
	find(turn: number): Promise<PassedTokens | undefined>;
	share(tokens: PassedTokens): void;
	/** Somebody signed out here. */
	shareOut(turn: number): void;
}

/** The session's side of it. */
export interface SessionLink {
	/** From now on tokens are shared; the returned function ends that. */
	connect(others: OtherTabs): () => void;
	/** What this tab has, if it is newer than that and serves. */
	offer(turn: number): PassedTokens | undefined;
	/** Another tab got tokens. */
	take(tokens: PassedTokens): void;
	/** Another tab signed out. */
	takeOut(turn: number): void;
}

const linkBySession = new WeakMap<Session, SessionLink>();

/** The link of a session made by `createSession()`; an app's own session has none. */
export function linkOf(session: Session): SessionLink | undefined {
	return linkBySession.get(session);
}

export function keepLink(session: Session, link: SessionLink): void {
	linkBySession.set(session, link);
}

/** Where a session stands among the tabs. */
export interface TokenTurn {
	readonly turn: number;
	/** 0 before anybody signed in. */
	readonly signIn: number;
	readonly email: string;
	readonly isSignedOut: boolean;
}

/** Whether tokens that another tab passed on are to be used here from now on. */
export function isNewer(tokens: PassedTokens, here: TokenTurn): boolean {
	if (tokens.signIn < here.signIn) return false;
	// The word of a sign-out may have been lost on its way to the tab where somebody signed in next.
	const isReturn = here.isSignedOut && tokens.signIn === tokens.turn;
	return isReturn ? tokens.turn >= here.turn : tokens.turn > here.turn;
}

/** Whether they are those of the person who is to be signed in here. */
export function isSamePerson(tokens: PassedTokens, here: TokenTurn): boolean {
	return here.email === "" || tokens.email === here.email;
}
