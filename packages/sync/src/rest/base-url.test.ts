import { EngineError } from "@engine-offline/core";
import { expect, test } from "vitest";
import { readBaseUrl } from "./base-url.js";

function codeOf(run: () => unknown): string {
	try {
		run();
	} catch (error) {
		return error instanceof EngineError ? error.code : "other";
	}
	return "none";
}

test.each([
	["https://engine.example.com", "https://engine.example.com/"],
	["https://engine.example.com/", "https://engine.example.com/"],
	["https://engine.example.com:8443", "https://engine.example.com:8443/"],
	["https://engine.example.com/gate/", "https://engine.example.com/gate/"],
	["HTTPS://ENGINE.EXAMPLE.COM", "https://engine.example.com/"],
	["https://[2001:db8::1]", "https://[2001:db8::1]/"],
	["http://localhost:4810", "http://localhost:4810/"],
	["http://engine.localhost", "http://engine.localhost/"],
	["http://127.0.0.1:4810", "http://127.0.0.1:4810/"],
	["http://127.8.9.10", "http://127.8.9.10/"],
	["http://[::1]:4810", "http://[::1]:4810/"],
])("[RC1] %s is a base URL", (text, href) => {
	expect(readBaseUrl(text).href).toBe(href);
});

test.each([
	"",
	"engine.example.com",
	"/api",
	"//engine.example.com",
	"https:engine.example.com",
	"https:///engine.example.com",
	"https://",
	"https://:443",
	"http://engine.example.com",
	"http://0.0.0.0:4810",
	"http://192.168.0.1",
	"http://127.0.0.1.evil.example",
	"http://localhost.evil.example",
	"http://127.0.0.1@evil.example",
	"http://[::ffff:127.0.0.1]",
	"http://3232235521",
	"ftp://engine.example.com",
	"file:///etc/passwd",
	"javascript:alert(1)",
	"data:application/json,{}",
	"blob:https://engine.example.com/1",
	"ws://127.0.0.1",
	"https://user@engine.example.com",
	"https://user:canary@engine.example.com",
	"https://:canary@engine.example.com",
	"https://@engine.example.com",
	"https://engine.example.com?token=canary",
	"https://engine.example.com/?",
	"https://engine.example.com#canary",
	"https://engine.example.com/#",
	"https://engine.example.com\\@evil.example",
	"https:\\\\evil.example",
	"https://engine.example.com/../evil",
	"https://engine.example.com/a/./b",
	"https://engine.example.com/%2e%2e/b",
	"https://engine.example.com/a%2fb",
	"https://engine.example.com//evil.example",
	"https://engine.example.com/api/v1",
	"https://engine.example.com/api/v1/",
	" https://engine.example.com",
	"https://engine.example.com\n",
	"https://engine\t.example.com",
	"https://engine.example.com/\u0000",
	"https://ｅngine.example.com",
	"https://engine.example.com:99999",
	"https://engine.example.com:port",
	"https://999.999.999.999",
	`https://${"a".repeat(2_100)}.example`,
])("[RC1] [X13] %j is refused", (text) => {
	expect(codeOf(() => readBaseUrl(text))).toBe("INVALID_URL");
});

test("[RC2] the refusal of a base URL says what is wrong and repeats nothing of it", () => {
	const read = () => readBaseUrl("https://user:canary@engine.example.com");
	expect(read).toThrow(/credentials/);
	expect(read).not.toThrow(/canary|user:/);
});

test("[RC1] what is no string is refused too", () => {
	// An app without types may pass anything.
	expect(codeOf(() => readBaseUrl(undefined as unknown as string))).toBe(
		"INVALID_URL",
	);
});
