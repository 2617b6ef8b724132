import { expect, it } from "vitest";
import { OwnTokens } from "./own-tokens.js";

const passed = (bearer: string) => ({
	turn: 3,
	signIn: 3,
	email: "olivia@example.com",
	bearer,
	refreshToken: `refresh ${bearer}`,
	leftMs: 60_000,
});

it("[LD14] what the Engine has refused is not taken back, and a new sign-in of the same turn is", () => {
	const own = new OwnTokens(() => 0);
	own.adopt(passed("old"));
	own.refuse();
	expect(own.fresh).toBeUndefined();
	expect(own.wants(passed("old"), true)).toBe(false);
	expect(own.wants({ ...passed("old"), bearer: "newer" }, true)).toBe(false);
	expect(own.wants(passed("new"), true)).toBe(true);
});
