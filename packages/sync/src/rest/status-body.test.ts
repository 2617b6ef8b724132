import { expect, test } from "vitest";
import { statusCodes } from "../engine.js";
import { readStatusBody } from "./status-body.js";

const read = (body: unknown) => readStatusBody(JSON.stringify(body));

test("[RC15] a Status is read by number and by name", () => {
	for (const [number, code] of statusCodes.entries()) {
		if (code === "OK") continue;
		expect(read({ code: number })?.code).toBe(code);
		expect(read({ code })?.code).toBe(code);
	}
});

test.each([
	{},
	{ code: 0 },
	{ code: "OK" },
	{ code: 17 },
	{ code: -1 },
	{ code: 5.5 },
	{ code: "5" },
	{ code: "not_found" },
	{ code: null },
	{ code: {} },
	{ error: { code: 5 } },
	[],
	[{ code: 5 }],
	null,
	5,
	"NOT_FOUND",
])("[RC15] %j is no Status", (body) => {
	expect(read(body)).toBeUndefined();
});

test.each(["", "{", "<html>", '{"code":5'])(
	"[RC15] %j is no Status",
	(text) => {
		expect(readStatusBody(text)).toBeUndefined();
	},
);

test("[RC16] reason and suggestion come from the details, with or without their type", () => {
	const reason = { reason: "LAST_OWNER", domain: "api.aiaengine.com" };
	const suggestion = { suggestion: "Make somebody else an owner first." };
	const prefix = "type.googleapis.com/google.rpc.";
	const plain = read({ code: 9, message: "no", details: [suggestion, reason] });
	expect(plain).toEqual({
		code: "FAILED_PRECONDITION",
		message: "no",
		reason: "LAST_OWNER",
		suggestion: "Make somebody else an owner first.",
	});
	const typed = [
		{ "@type": `${prefix}DebugInfo`, detail: "x" },
		{ "@type": `${prefix}ErrorInfo`, ...reason },
		{ "@type": "type.googleapis.com/api.SuggestionInfo", ...suggestion },
	];
	expect(read({ code: 9, message: "no", details: typed })).toEqual(plain);
});

test("[RC16] details of the wrong shape say nothing", () => {
	const silent = {
		code: "NOT_FOUND",
		message: "",
		reason: "",
		suggestion: "",
	};
	for (const details of [null, {}, "x", [null, 1, "x", [], { reason: 5 }]])
		expect(read({ code: 5, message: 7, details })).toEqual(silent);
});

test("[RC16] texts are cut at 4,096 characters", () => {
	const long = "x".repeat(100_000);
	const body = { code: 5, message: long, details: [{ reason: long }] };
	expect(read(body)?.message).toHaveLength(4_096);
	expect(read(body)?.reason).toHaveLength(4_096);
});
