import { expect, it } from "vitest";
import type { Answer } from "../engine.js";
import { untilStopped } from "./until-stopped.js";

it("[RE14] stopping waits for no sign-in", async () => {
	const abort = new AbortController();
	const never = () => new Promise<Answer<string>>(() => {});
	const source = untilStopped({ bearer: never, rejected: never }, abort.signal);
	const waiting = [source.bearer(), source.rejected("b")];
	abort.abort();
	for (const answer of await Promise.all(waiting))
		expect(answer).toMatchObject({ ok: false, failure: { kind: "unsent" } });
	expect((await source.bearer()).ok).toBe(false);
});

it("[RE14] a bearer that comes in time is handed on", async () => {
	const value = { ok: true, value: "b" } as const;
	const source = untilStopped(
		{ bearer: async () => value, rejected: async () => value },
		new AbortController().signal,
	);
	expect(await source.bearer()).toBe(value);
	expect(await source.rejected("a")).toBe(value);
});
