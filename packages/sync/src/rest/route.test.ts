import { expect, test } from "vitest";
import { requestUrl } from "./route.js";

const base = new URL("https://engine.example.com/gate");

function urlFor(id: string, under = base): string | undefined {
	const path = ["orgs", { id }, "users"];
	return requestUrl(under, { method: "GET", path })?.href;
}

test.each([
	["6f9619ff-8b86-4011-b42d-00c04fc964ff"],
	["1"],
	["a.b"],
	["..."],
	["a:b"],
	["a=b"],
	["x".repeat(255)],
])("[RC3] the id %s is one segment", (id) => {
	const url = new URL(urlFor(id) ?? "");
	const segments = url.pathname.split("/").map(decodeURIComponent);
	expect(segments).toEqual(["", "gate", "api", "v1", "orgs", id, "users"]);
	expect([url.origin, url.search, url.hash]).toEqual([base.origin, "", ""]);
});

test.each([
	"",
	".",
	"..",
	"../x",
	"../../users",
	"a/b",
	"/",
	"//evil.example",
	"https://evil.example",
	"a?b",
	"a#b",
	"a\\b",
	"%2e%2e",
	"%2e",
	"%2f",
	"%00",
	"a b",
	" a",
	"a\n",
	"a\r\nhost: evil",
	"\u0000",
	"\u202ea",
	"ï",
	"😀",
	"\ud800",
	"a;b",
	"a@evil.example",
	"a,b",
	"a&b",
	"'a'",
	"<a>",
	"x".repeat(256),
])("[RC3] [X13] the id %j is refused, unsent", (id) => {
	expect(urlFor(id)).toBeUndefined();
});

test("[RC3] ids that no string are refused", () => {
	// A store that was tampered with may hold anything.
	for (const id of [undefined, null, 1, {}, ["a"]])
		expect(urlFor(id as unknown as string)).toBeUndefined();
});

test("[RC4] an e-mail is one query value, whatever it holds", () => {
	const email = "a+b&c=d#e?f/../%2e@example.com";
	const url = requestUrl(base, {
		method: "GET",
		path: ["users"],
		query: { email },
	});
	expect(url?.pathname).toBe("/gate/api/v1/users");
	expect([...(url?.searchParams ?? [])]).toEqual([["email", email]]);
	expect(url?.hash).toBe("");
});

test("[RC3] a base with or without a slash at the end, and without a path", () => {
	const id = "1";
	expect(urlFor(id, new URL("https://e.example/gate/"))).toBe(
		"https://e.example/gate/api/v1/orgs/1/users",
	);
	expect(urlFor(id, new URL("https://e.example"))).toBe(
		"https://e.example/api/v1/orgs/1/users",
	);
});
