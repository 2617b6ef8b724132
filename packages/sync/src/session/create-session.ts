import { EngineError } from "@engine-offline/core";
import { BehaviorSubject, type Observable } from "rxjs";
import type { Answer, Failure } from "../engine.js";
import type { Credentials } from "./credentials.js";
import { type Flight, launch } from "./flight.js";
import {
	isRefusal,
	type Obtained,
	obtain,
	signedOut,
	unsent,
	type Wanted,
} from "./obtain.js";
import { OwnTokens } from "./own-tokens.js";
import type { Session } from "./session.js";
import { keepLink, type OtherTabs, type PassedTokens } from "./session-link.js";
import type { SessionOptions } from "./session-options.js";
import {
	nextSessionState,
	type SessionEvent,
	type SessionState,
	type TokenKeeping,
} from "./session-state.js";
import { createTokenKeeper, type TokenKeeper } from "./token-keeper.js";
import { closed, overtaken, withAdvice } from "./unheard.js";

/**
 * A session with the Engine: bearers in memory alone, refreshed before they end and when the Engine turns one away,
 * one refresh at a time. It starts no timer and tries nothing twice: each try belongs to a call that wants a bearer.
 */
export function createSession(options: SessionOptions): Session {
	return new LiveSession(options);
}

class LiveSession implements Session {
	readonly #options: SessionOptions;
	readonly #keeper: TokenKeeper;
	readonly #own: OwnTokens;
	readonly #states: BehaviorSubject<SessionState>;
	#flight: Flight<Answer<string>> | undefined;
	#isClosed = false;
	#others: OtherTabs | undefined;

	constructor(options: SessionOptions) {
		const { credentials, tokenStore } = options;
		this.#options = options;
		this.#keeper = createTokenKeeper(tokenStore);
		this.#own = new OwnTokens(options.environment.monotonic);
		this.#own.begin(credentials);
		this.#states = new BehaviorSubject<SessionState>(
			credentials || tokenStore
				? { name: "idle", message: "" }
				: { name: "signed-out", why: "not-yet", message: "" },
		);
		keepLink(this, {
			connect: (others) => this.#connect(others),
			offer: (turn) => this.#own.offer(turn),
			take: (tokens) => this.#take(tokens),
			takeOut: (turn) => this.#takeOut(turn),
		});
	}

	get state(): SessionState {
		return this.#states.value;
	}

	get state$(): Observable<SessionState> {
		return this.#states.asObservable();
	}

	get email(): string {
		return this.#own.email;
	}

	async bearer(): Promise<Answer<string>> {
		if (this.#isClosed) return closed;
		if (this.state.name === "signed-out") return this.#signInFirst();
		if (this.#flight !== undefined) return this.#share(this.#flight);
		const { fresh } = this.#own;
		return fresh === undefined
			? this.#share(this.#fly({ name: "bearerWanted" }))
			: { ok: true, value: fresh };
	}

	async rejected(bearer: string): Promise<Answer<string>> {
		if (this.#isClosed || this.#own.held?.bearer !== bearer)
			return this.bearer();
		// Dropped even when a refresh is under way: should that fail, this bearer must not be put to use again.
		this.#own.held = undefined;
		return this.#share(
			this.#flight ?? this.#fly({ name: "rejected" }, { rejected: bearer }),
		);
	}

	async signIn(credentials: Credentials): Promise<Answer<undefined>> {
		if (this.#isClosed) return closed;
		this.#forget();
		// A store that cannot be cleared is overwritten when the sign-in succeeds.
		this.#keeper.clear().catch(() => undefined);
		this.#own.begin(credentials);
		const asked = this.#fly({ name: "signInAsked" }, { isAnew: true });
		const answer = await asked.result;
		return answer.ok ? { ok: true, value: undefined } : answer;
	}

	async signOut(): Promise<void> {
		this.#forget();
		this.#send({ name: "signOutAsked" });
		this.#own.turn += 1;
		this.#others?.shareOut(this.#own.turn);
		try {
			await this.#keeper.clear();
		} catch (cause) {
			const message =
				"Signed out, but the token store could not be cleared: clear it by hand.";
			throw new EngineError("STORAGE_FAILED", message, { cause });
		}
	}

	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#flight?.release();
		if (this.#keeper.keeps) await this.#flight?.landed;
		this.#forget();
		this.#states.complete();
	}

	/** Drops every secret, and whatever is under way. */
	#forget(): void {
		this.#flight?.giveUp();
		this.#flight = undefined;
		this.#own.forget();
	}

	/** What one of many callers hears of a flight. Of a refusal all hear the same: somebody has to sign in. */
	async #share(flight: Flight<Answer<string>>): Promise<Answer<string>> {
		const answer = await flight.result;
		if (this.#isClosed || answer === overtaken) return this.bearer();
		return !answer.ok && this.state.name === "signed-out"
			? this.#signInFirst()
			: answer;
	}

	#fly(event: SessionEvent, how: Wanted = {}): Flight<Answer<string>> {
		this.#send(event);
		const flight = launch<Answer<string>>(
			(signal) => this.#obtainOnce(signal, how),
			overtaken,
		);
		this.#flight = flight;
		return flight;
	}

	/** Of all tabs one asks the Engine at a time, and only when none has got meanwhile what is wanted. */
	#obtainOnce(signal: AbortSignal, how: Wanted): Promise<Answer<string>> {
		const others = this.#own.isApps ? undefined : this.#others;
		if (others === undefined) return this.#obtain(signal, how.rejected);
		const began = this.#own.turn;
		const work = async () => {
			if (how.isAnew === true) return this.#obtain(signal, undefined);
			const found =
				this.#own.turn > began ? undefined : await others.find(this.#own.turn);
			if (signal.aborted) return overtaken;
			if (found !== undefined && this.#wants(found)) this.#adopt(found);
			return this.#own.turn > began
				? this.#landTaken()
				: this.#obtain(signal, how.rejected);
		};
		return others.oneAtATime(signal, work).catch((error) => {
			if (signal.aborted) return overtaken;
			throw error;
		});
	}

	async #obtain(
		signal: AbortSignal,
		rejected: string | undefined,
	): Promise<Answer<string>> {
		const sentAtMs = this.#options.environment.monotonic();
		const { auth } = this.#options;
		const isRecalled = await this.#own.recall(this.#keeper.load, signal);
		if (signal.aborted) return overtaken;
		const answer = isRecalled
			? await obtain({ auth, means: this.#own.means, rejected, signal })
			: unsent("no-bearer", "The token store could not be read.");
		if (signal.aborted) return overtaken;
		if (!answer.ok) return this.#landWithout(answer.failure);
		const kept = await this.#keeper.save(answer.value.refreshToken);
		return signal.aborted
			? overtaken
			: this.#landWith(answer.value, { sentAtMs, kept });
	}

	#landWith(
		obtained: Obtained,
		how: { readonly sentAtMs: number; readonly kept: TokenKeeping },
	): Answer<string> {
		const isHeld = this.#options.holdCredentials ?? true;
		this.#own.obtained(obtained, { ...how, isHeld });
		this.#flight = undefined;
		this.#send({ name: "obtained", kept: how.kept });
		const passed = this.#own.offer(0);
		if (passed !== undefined) this.#others?.share(passed);
		return { ok: true, value: obtained.bearer };
	}

	#connect(others: OtherTabs): () => void {
		this.#others = others;
		return () => {
			this.#others = undefined;
		};
	}

	/** Another tab signed out. */
	#takeOut(turn: number): void {
		if (turn <= this.#own.turn || this.#isClosed || this.#own.isApps) return;
		this.#own.turn = turn;
		this.#forget();
		this.#send({ name: "signOutAsked" });
	}

	#wants(tokens: PassedTokens): boolean {
		const isSignedOut = this.state.name === "signed-out";
		return !this.#isClosed && this.#own.wants(tokens, isSignedOut);
	}

	/** Another tab got tokens: of the same person, or since somebody signed in there. */
	#take(tokens: PassedTokens): void {
		if (!this.#wants(tokens)) return;
		if (this.#adopt(tokens)) {
			// What is under way asks in the name of whoever was signed in before.
			this.#flight?.giveUp();
			this.#flight = undefined;
		}
		if (this.#flight !== undefined) return;
		this.#send({ name: "bearerWanted" });
		this.#landTaken();
	}

	/** Whether they are another sign-in's: everybody hears of that before anything is asked under them. */
	#adopt(tokens: PassedTokens): boolean {
		const { signIn } = this.#own;
		const isAnew =
			this.state.name === "signed-out" ||
			(signIn > 0 && tokens.signIn !== signIn);
		this.#own.adopt(tokens);
		if (isAnew) this.#send({ name: "signInAsked" });
		return isAnew;
	}

	#landTaken(): Answer<string> {
		this.#flight = undefined;
		this.#send({ name: "obtained", kept: this.#own.kept });
		return { ok: true, value: this.#own.held?.bearer ?? "" };
	}

	#landWithout(failure: Failure): Answer<string> {
		this.#flight = undefined;
		if (isRefusal(failure)) return this.#landRefused(failure);
		const bearer = this.#own.makeDo(failure.retryAfterMs);
		if (bearer === undefined) {
			this.#send({ name: "failed", message: failure.message });
			return { ok: false, failure };
		}
		this.#send({ name: "putOff", kept: this.#own.kept });
		return { ok: true, value: bearer };
	}

	#landRefused(failure: Failure): Answer<string> {
		this.#own.refuse();
		this.#forget();
		// What the Engine has just refused is worth nothing to whoever finds it there.
		this.#keeper.clear().catch(() => undefined);
		const said = failure.message || "The Engine refused the sign-in.";
		this.#send({ name: "refused", message: withAdvice(said) });
		return { ok: false, failure };
	}

	#signInFirst(): Answer<never> {
		const { state } = this;
		const said = state.name === "signed-out" ? state.message : "";
		return signedOut(said || "Nobody is signed in. Sign in to go on.");
	}

	#send(event: SessionEvent): void {
		const next = nextSessionState(this.state, event);
		if (next !== this.state) this.#states.next(next);
	}
}
