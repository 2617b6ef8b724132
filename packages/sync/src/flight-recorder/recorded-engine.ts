import type { Environment } from "@engine-offline/core";
import type { Answer, Engine, Failure } from "../engine.js";
import type { Happened } from "./flight-event.js";
import type { Redaction } from "./redact.js";

export interface RecordingParts {
	readonly monotonic: Environment["monotonic"];
	readonly redact: Redaction;
	readonly note: (what: Happened) => void;
}

/** The same Engine; of each call its name, its time and its answer are noted, never what it carried. */
export function recordedEngine(engine: Engine, parts: RecordingParts): Engine {
	const auth = recordedCalls(engine.auth, { ...parts, request: "sign-in" });
	const calls = recordedCalls(engine, parts);
	return new Proxy(calls, {
		get: (target, key) => (key === "auth" ? auth : Reflect.get(target, key)),
	});
}

interface CallParts extends RecordingParts {
	readonly request?: "sign-in";
}

function recordedCalls<Port extends object>(
	port: Port,
	parts: CallParts,
): Port {
	return new Proxy(port, {
		get: (target, key) => {
			const member: unknown = Reflect.get(target, key);
			if (typeof member !== "function") return member;
			if (typeof key !== "string" || key === "close")
				return member.bind(target);
			return async (...given: unknown[]) => {
				const began = parts.monotonic();
				// Proof of the cast: every call of the port but `close` answers an Answer.
				const answer = (await Reflect.apply(
					member,
					target,
					given,
				)) as Answer<unknown>;
				const ms = Math.round(parts.monotonic() - began);
				parts.note(callToHappened(key, { answer, ms, parts }));
				return answer;
			};
		},
	});
}

function callToHappened(
	call: string,
	given: {
		readonly answer: Answer<unknown>;
		readonly ms: number;
		readonly parts: CallParts;
	},
): Happened {
	const { answer, ms, parts } = given;
	const rows = answer.ok ? countRows(answer.value) : undefined;
	return {
		kind: "call",
		call,
		request: parts.request ?? (/^(?:list|get)/.test(call) ? "read" : "write"),
		ms,
		answer: answer.ok ? "OK" : wordOf(answer.failure),
		message: answer.ok ? "" : parts.redact.message(answer.failure.message),
		...(rows === undefined ? {} : { rows }),
	};
}

function wordOf(failure: Failure): string {
	return failure.kind === "status"
		? failure.code
		: `${failure.kind}: ${failure.why}`;
}

function countRows(value: unknown): number | undefined {
	const rows: unknown =
		typeof value === "object" && value !== null
			? Reflect.get(value, "rows")
			: undefined;
	return Array.isArray(rows) ? rows.length : undefined;
}
