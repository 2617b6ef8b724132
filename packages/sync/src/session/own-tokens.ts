import type { Credentials } from "./credentials.js";
import {
	type HeldBearer,
	holdBearer,
	isAlive,
	isFresh,
	putOff,
} from "./held-bearer.js";
import type { Means, Obtained } from "./obtain.js";
import {
	isNewer,
	isSamePerson,
	type PassedTokens,
	type TokenTurn,
} from "./session-link.js";
import type { TokenKeeping } from "./session-state.js";

const nothing: Means = { credentials: undefined, refreshToken: "" };

/** All that one tab's session holds of secrets, and where it stands among the tabs. Memory, and nothing else. */
export class OwnTokens {
	means: Means = nothing;
	held: HeldBearer | undefined;
	kept: TokenKeeping = "memory";
	email = "";
	/** See `PassedTokens`. */
	turn = 0;
	signIn = 0;
	readonly #nowMs: () => number;
	/** What the Engine would not have any more. */
	#refused: Pick<PassedTokens, "bearer" | "refreshToken"> | undefined;

	/** @param nowMs Monotonic ms. */
	constructor(nowMs: () => number) {
		this.#nowMs = nowMs;
	}

	/** The bearer, while it has long enough to live. */
	get fresh(): string | undefined {
		const { held } = this;
		return held && isFresh(held, this.#nowMs()) ? held.bearer : undefined;
	}

	/** No newer bearer could be had: the one there is serves as long as it lives, and the next refresh is put off. */
	makeDo(retryAfterMs: number | undefined): string | undefined {
		const { held } = this;
		const serves = held !== undefined && isAlive(held, this.#nowMs());
		this.held = serves ? putOff(held, this.#nowMs(), retryAfterMs) : undefined;
		return this.held?.bearer;
	}

	/** Begins with what somebody is to be signed in by. */
	begin(credentials: Credentials | undefined): void {
		this.forget();
		this.means = { credentials, refreshToken: "" };
		this.email = credentials?.by === "password" ? credentials.email : "";
	}

	/** Adds the refresh token of an earlier run to the means at hand; false when the token store fails. */
	async recall(
		load: () => Promise<string>,
		signal: AbortSignal,
	): Promise<boolean> {
		if (this.means.refreshToken !== "") return true;
		try {
			const refreshToken = await load();
			if (!signal.aborted) this.means = { ...this.means, refreshToken };
			return true;
		} catch {
			return false;
		}
	}

	/** Drops every secret; the turn stays. */
	forget(): void {
		this.means = nothing;
		this.held = undefined;
		this.email = "";
		this.signIn = 0;
	}

	/** Drops every secret, and never takes these back from a tab that has not found out yet. */
	refuse(): void {
		const { held, means } = this;
		this.#refused = {
			bearer: held?.bearer ?? "",
			refreshToken: means.refreshToken,
		};
		this.forget();
	}

	/** The app signs in by itself, in each tab. */
	get isApps(): boolean {
		return this.means.credentials?.by === "app";
	}

	/** Takes in what the Engine gave. */
	obtained(
		{ bearer, refreshToken, lifeMs }: Obtained,
		how: {
			readonly sentAtMs: number;
			readonly kept: TokenKeeping;
			readonly isHeld: boolean;
		},
	): void {
		const { credentials } = this.means;
		const stays = how.isHeld || credentials?.by === "app";
		this.means = {
			credentials: stays ? credentials : undefined,
			refreshToken,
		};
		this.held = holdBearer(bearer, lifeMs, how.sentAtMs);
		this.kept = how.kept;
		this.turn += 1;
		this.signIn ||= this.turn;
	}

	/** What another tab may use, if it is newer than that and serves. */
	offer(turn: number): PassedTokens | undefined {
		const { held } = this;
		if (this.turn <= turn || this.isApps) return undefined;
		if (held === undefined || this.fresh === undefined) return undefined;
		return {
			turn: this.turn,
			signIn: this.signIn,
			email: this.email,
			bearer: held.bearer,
			refreshToken: this.means.refreshToken,
			leftMs: held.expiresAtMs - this.#nowMs(),
		};
	}

	/** Whether what another tab passes on is to be used here from now on. */
	wants(tokens: PassedTokens, isSignedOut: boolean): boolean {
		const { turn, signIn, email } = this;
		const here: TokenTurn = { turn, signIn, email, isSignedOut };
		if (this.isApps || this.#wasRefused(tokens)) return false;
		if (!isNewer(tokens, here)) return false;
		// Before a first sign-in here the person is whoever this tab was told to sign in.
		return signIn > 0 || isSamePerson(tokens, here);
	}

	#wasRefused({ bearer, refreshToken }: PassedTokens): boolean {
		const refused = this.#refused;
		return (
			refused !== undefined &&
			(bearer === refused.bearer ||
				(refreshToken !== "" && refreshToken === refused.refreshToken))
		);
	}

	/** Takes in what another tab got. The credentials of somebody else are dropped. */
	adopt(tokens: PassedTokens): void {
		const { turn, signIn, email, bearer, refreshToken, leftMs } = tokens;
		const isSame = email === this.email;
		const credentials = isSame ? this.means.credentials : undefined;
		this.means = { credentials, refreshToken };
		this.held = holdBearer(bearer, leftMs, this.#nowMs());
		this.kept = "memory";
		Object.assign(this, { turn, signIn, email });
	}
}
