import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.js";

const now = Date.parse("Tue, 01 Dec 2026 10:00:00 GMT");

test.each([
	["0", 0],
	["120", 120_000],
	[" 7 ", 7_000],
	["99999999999", 86_400_000],
	["Tue, 01 Dec 2026 10:00:30 GMT", 30_000],
	["Tuesday, 01-Dec-26 10:01:00 GMT", 60_000],
	["Tue Dec  1 10:02:00 2026 GMT", 120_000],
	["Tue, 01 Dec 2026 09:00:00 GMT", 0],
	["Tue, 01 Dec 2099 10:00:00 GMT", 86_400_000],
])("[RC14] Retry-After %j is %d ms", (header, ms) => {
	expect(retryAfterMs(header, now)).toBe(ms);
});

test.each([
	null,
	"",
	"soon",
	"-5",
	"1.5",
	"1e3",
	"0x10",
	"01 Dec",
	"Tue, nonsense",
	"9".repeat(100),
])("[RC14] Retry-After %j says nothing", (header) => {
	expect(retryAfterMs(header, now)).toBeUndefined();
});
