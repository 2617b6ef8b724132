import { EngineError } from "@engine-offline/core";
import { BehaviorSubject, type Observable } from "rxjs";
import type { Answer, Failure } from "../engine.js";
import type { Credentials } from "./credentials.js";
import { type Flight, launch } from "./flight.js";
import {
	type HeldBearer,
	holdBearer,
	isAlive,
	isFresh,
	putOff,
} from "./held-bearer.js";
import {
	isRefusal,
	type Means,
	type Obtained,
	obtain,
	signedOut,
	unsent,
} from "./obtain.js";
import type { Session } from "./session.js";
import type { SessionOptions } from "./session-options.js";
import {
	nextSessionState,
	type SessionEvent,
	type SessionState,
	type TokenKeeping,
} from "./session-state.js";
import { createTokenKeeper, type TokenKeeper } from "./token-keeper.js";

/**
 * A session with the Engine: bearers in memory alone, refreshed before they end and when the Engine turns one away,
 * one refresh at a time. It starts no timer and tries nothing twice: each try belongs to a call that wants a bearer.
 */
export function createSession(options: SessionOptions): Session {
	return new LiveSession(options);
}

const nothing: Means = { credentials: undefined, refreshToken: "" };
const closed = unsent("aborted", "The session is closed.");
const overtaken = unsent(
	"aborted",
	"Another sign-in or a sign-out came between.",
);

class LiveSession implements Session {
	readonly #options: SessionOptions;
	readonly #keeper: TokenKeeper;
	readonly #states: BehaviorSubject<SessionState>;
	#means: Means;
	#held: HeldBearer | undefined;
	#kept: TokenKeeping = "memory";
	#email: string;
	#flight: Flight<Answer<string>> | undefined;
	#isClosed = false;

	constructor(options: SessionOptions) {
		const { credentials, tokenStore } = options;
		this.#options = options;
		this.#keeper = createTokenKeeper(tokenStore);
		this.#means = { credentials, refreshToken: "" };
		this.#email = emailOf(credentials);
		this.#states = new BehaviorSubject<SessionState>(
			credentials || tokenStore
				? { name: "idle", message: "" }
				: { name: "signed-out", why: "not-yet", message: "" },
		);
	}

	get state(): SessionState {
		return this.#states.value;
	}

	get state$(): Observable<SessionState> {
		return this.#states.asObservable();
	}

	get email(): string {
		return this.#email;
	}

	async bearer(): Promise<Answer<string>> {
		if (this.#isClosed) return closed;
		if (this.state.name === "signed-out") return this.#signInFirst();
		if (this.#flight !== undefined) return this.#share(this.#flight);
		return this.#held !== undefined && isFresh(this.#held, this.#nowMs())
			? { ok: true, value: this.#held.bearer }
			: this.#share(this.#fly({ name: "bearerWanted" }));
	}

	async rejected(bearer: string): Promise<Answer<string>> {
		if (this.#isClosed || this.#held?.bearer !== bearer) return this.bearer();
		// Dropped even when a refresh is under way: should that fail, this bearer must not be put to use again.
		this.#held = undefined;
		return this.#share(this.#flight ?? this.#fly({ name: "rejected" }, bearer));
	}

	async signIn(credentials: Credentials): Promise<Answer<undefined>> {
		if (this.#isClosed) return closed;
		this.#forget();
		// A store that cannot be cleared is overwritten when the sign-in succeeds.
		this.#keeper.clear().catch(() => undefined);
		this.#means = { credentials, refreshToken: "" };
		this.#email = emailOf(credentials);
		const answer = await this.#fly({ name: "signInAsked" }).result;
		return answer.ok ? { ok: true, value: undefined } : answer;
	}

	async signOut(): Promise<void> {
		this.#forget();
		this.#send({ name: "signOutAsked" });
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
		this.#held = undefined;
		this.#means = nothing;
		this.#email = "";
	}

	/** What one of many callers hears of a flight. Of a refusal all hear the same: somebody has to sign in. */
	async #share(flight: Flight<Answer<string>>): Promise<Answer<string>> {
		const answer = await flight.result;
		if (this.#isClosed || answer === overtaken) return this.bearer();
		return !answer.ok && this.state.name === "signed-out"
			? this.#signInFirst()
			: answer;
	}

	#fly(event: SessionEvent, rejected?: string): Flight<Answer<string>> {
		this.#send(event);
		const flight = launch<Answer<string>>(
			(signal) => this.#obtain(signal, rejected),
			overtaken,
		);
		this.#flight = flight;
		return flight;
	}

	async #obtain(
		signal: AbortSignal,
		rejected: string | undefined,
	): Promise<Answer<string>> {
		const sentAtMs = this.#nowMs();
		const { auth } = this.#options;
		const isRecalled = await this.#recall(signal);
		if (signal.aborted) return overtaken;
		const answer = isRecalled
			? await obtain({ auth, means: this.#means, rejected, signal })
			: unsent("no-bearer", "The token store could not be read.");
		if (signal.aborted) return overtaken;
		if (!answer.ok) return this.#landWithout(answer.failure);
		const kept = await this.#keeper.save(answer.value.refreshToken);
		return signal.aborted
			? overtaken
			: this.#landWith(answer.value, { sentAtMs, kept });
	}

	/** Adds the refresh token of an earlier run to the means at hand; false when the token store fails. */
	async #recall(signal: AbortSignal): Promise<boolean> {
		if (this.#means.refreshToken !== "") return true;
		try {
			const refreshToken = await this.#keeper.load();
			if (!signal.aborted) this.#means = { ...this.#means, refreshToken };
			return true;
		} catch {
			return false;
		}
	}

	#landWith(
		{ bearer, refreshToken, lifeMs }: Obtained,
		how: { readonly sentAtMs: number; readonly kept: TokenKeeping },
	): Answer<string> {
		const { credentials } = this.#means;
		const isHeld = this.#options.holdCredentials ?? true;
		const stays = isHeld || credentials?.by === "app";
		this.#means = {
			credentials: stays ? credentials : undefined,
			refreshToken,
		};
		this.#held = holdBearer(bearer, lifeMs, how.sentAtMs);
		this.#kept = how.kept;
		this.#flight = undefined;
		this.#send({ name: "obtained", kept: how.kept });
		return { ok: true, value: bearer };
	}

	#landWithout(failure: Failure): Answer<string> {
		this.#flight = undefined;
		if (isRefusal(failure)) return this.#landRefused(failure);
		const held = this.#held;
		if (held === undefined || !isAlive(held, this.#nowMs())) {
			this.#held = undefined;
			this.#send({ name: "failed", message: failure.message });
			return { ok: false, failure };
		}
		this.#held = putOff(held, this.#nowMs(), failure.retryAfterMs);
		this.#send({ name: "putOff", kept: this.#kept });
		return { ok: true, value: held.bearer };
	}

	#landRefused(failure: Failure): Answer<string> {
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

	#nowMs(): number {
		return this.#options.environment.monotonic();
	}
}

function emailOf(credentials: Credentials | undefined): string {
	return credentials?.by === "password" ? credentials.email : "";
}

/** The Engine's own sentence may end with the advice already. */
function withAdvice(said: string): string {
	return /sign in again\.$/i.test(said) ? said : `${said} Sign in again.`;
}
