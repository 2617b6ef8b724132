import type { Environment, LockOptions } from "@engine-offline/core";
import type { Tabs } from "@engine-offline/core/replicate";
import type { Session } from "../session/session.js";
import {
	linkOf,
	type PassedTokens,
	type SessionLink,
} from "../session/session-link.js";
import { readTokens, TOKENS, type TokenMessage } from "./messages.js";

/** Longer than a refresh may take: after it, whoever holds the lock is frozen. */
const STUCK_MS = 35_000;
/** Other tabs have so long to say that they have newer tokens. */
const FIND_MS = 500;
/** After the first answer there may be a newer one. */
const MORE_MS = 50;

/** What tabs share of signing in. */
export interface TokenSharing {
	/** Passes on what this tab has once more: word of it may have been lost. */
	again(): void;
	close(): void;
}

/** Lets the tabs of one account share one sign-in and one refresh. */
export function shareTokens(
	session: Session,
	tabs: Tabs,
	environment: Pick<Environment, "setTimer" | "uuid">,
): TokenSharing {
	const link = linkOf(session);
	if (link === undefined) return { again: () => {}, close: () => {} };
	const found: Found = new Map();
	const post = (message: TokenMessage) => tabs.post(TOKENS, message);
	const endHearing = tabs.hear(TOKENS, (body) => {
		const message = readTokens(body);
		if (message !== undefined) take(message, { link, found, post });
	});
	const waits = createWaits(environment);
	let wasAlone = true;
	const find = async (turn: number) => {
		// Where there were others a moment ago, their last word may still be on its way.
		if ((await tabs.countOthers()) > 0) wasAlone = false;
		return wasAlone
			? undefined
			: findNewer(turn, { tabs, environment, found, waits });
	};
	const disconnect = link.connect({
		find,
		oneAtATime: (signal, work) =>
			oneAtATime({ tabs, environment, signal }, work),
		share: (tokens) => post({ kind: "share", tokens }),
		shareOut: (turn) => post({ kind: "out", turn }),
	});
	// Whoever leads next goes on with what is there: a refresh token that was used already would sign everybody out.
	find(0).then(
		(tokens) => tokens && link.take(tokens),
		() => undefined,
	);
	const again = () => {
		const tokens = link.offer(0);
		if (tokens !== undefined) post({ kind: "share", tokens });
	};
	// The last word of a page that is put away: whoever leads next may not have heard an earlier one.
	const endSuspend = tabs.onSuspend(again);
	return {
		again,
		close: () => {
			endSuspend();
			endHearing();
			disconnect();
			waits.end();
		},
	};
}

interface Taking {
	readonly link: SessionLink;
	/** Those who wait for an answer, by their question. */
	readonly found: Found;
	readonly post: (message: TokenMessage) => void;
}

type Found = Map<string, (tokens: PassedTokens) => void>;

function take(message: TokenMessage, { link, found, post }: Taking): void {
	switch (message.kind) {
		case "share":
			link.take(message.tokens);
			break;
		case "out":
			link.takeOut(message.turn);
			break;
		case "found":
			// Whoever asked may have given up waiting: tokens that come late are tokens all the same.
			(found.get(message.id) ?? link.take)(message.tokens);
			break;
		case "find": {
			const tokens = link.offer(message.turn);
			if (tokens !== undefined) post({ kind: "found", id: message.id, tokens });
		}
	}
}

interface Finding {
	readonly tabs: Tabs;
	readonly environment: Pick<Environment, "uuid">;
	readonly found: Found;
	readonly waits: Waits;
}

/** Asks the other tabs for tokens that are newer than that. */
async function findNewer(
	turn: number,
	{ tabs, environment, found, waits }: Finding,
): Promise<PassedTokens | undefined> {
	const id = environment.uuid();
	const answers = await waits.collect((hear) => {
		found.set(id, hear);
		tabs.post(TOKENS, { kind: "find", id, turn } satisfies TokenMessage);
	});
	found.delete(id);
	return newest(answers.filter((tokens) => tokens.turn > turn));
}

/** Questions to the other tabs that wait for their answers. */
interface Waits {
	/** What is heard until a while after the first answer, or until the time for it is over. */
	collect(
		ask: (hear: (tokens: PassedTokens) => void) => void,
	): Promise<PassedTokens[]>;
	/** This page closes: it waits no longer, and for nothing more. */
	end(): void;
}

function createWaits({ setTimer }: Pick<Environment, "setTimer">): Waits {
	const endings = new Set<() => void>();
	let isOver = false;
	return {
		collect: (ask) =>
			new Promise((resolve) => {
				const heard: PassedTokens[] = [];
				let callOff = () => {};
				const end = () => {
					callOff();
					endings.delete(end);
					resolve(heard);
				};
				if (isOver) return end();
				endings.add(end);
				callOff = setTimer(end, FIND_MS);
				ask((tokens) => {
					heard.push(tokens);
					if (heard.length > 1 || !endings.has(end)) return;
					callOff();
					callOff = setTimer(end, MORE_MS);
				});
			}),
		end: () => {
			isOver = true;
			for (const end of [...endings]) end();
		},
	};
}

function newest(all: readonly PassedTokens[]): PassedTokens | undefined {
	return [...all].sort((a, b) => b.turn - a.turn)[0];
}

interface Turn {
	readonly tabs: Tabs;
	readonly environment: Pick<Environment, "setTimer">;
	readonly signal: AbortSignal;
}

async function oneAtATime<Result>(
	{ tabs, environment, signal }: Turn,
	work: () => Promise<Result>,
): Promise<Result> {
	const wait = new AbortController();
	const giveUp = () => wait.abort();
	let working: Promise<Result> | undefined;
	const begin = () => {
		working = work();
		return working;
	};
	const request = (how: LockOptions) =>
		tabs.locks.request(tabs.lockName("tokens"), how, begin).catch((error) => {
			// The lock was stolen, since this tab was frozen for long: what it had begun goes on, and ends in its own way.
			if (working !== undefined) return working;
			throw error;
		});
	signal.addEventListener("abort", giveUp);
	const callOff = environment.setTimer(giveUp, STUCK_MS);
	try {
		return await request({ signal: wait.signal });
	} catch (error) {
		if (working !== undefined || signal.aborted) throw error;
		// Whoever holds it is frozen: with luck it never got to send its request.
		return await request({ steal: true });
	} finally {
		callOff();
		signal.removeEventListener("abort", giveUp);
	}
}
