import { BehaviorSubject, firstValueFrom, of, throwError } from "rxjs";
import { describe, expect, it } from "vitest";
import { counted } from "../test/counted.js";
import { observeShared, type Query, sharedQuery } from "./shared-queries.js";

const query = (key: string): Query<object, string> => ({
	key,
	observe: () => of(key),
});

describe("shared queries", () => {
	it("[RE9] one owner and one key have one shared query", () => {
		const [owner, other] = [{}, {}];
		const shared = sharedQuery(owner, query("a"));
		expect(sharedQuery(owner, query("a"))).toBe(shared);
		expect(sharedQuery(owner, query("b"))).not.toBe(shared);
		expect(sharedQuery(other, query("a"))).not.toBe(shared);
	});
	it("[RE23] thousands of questions that nobody follows any more are forgotten, those that are followed are kept", () => {
		const owner = {};
		const followed = sharedQuery(owner, query("followed"));
		followed.subscribe(() => {});
		const first = sharedQuery(owner, query("0"));
		for (let index = 1; index < 5_000; index++)
			sharedQuery(owner, query(String(index)));
		expect(sharedQuery(owner, query("0"))).not.toBe(first);
		expect(sharedQuery(owner, query("followed"))).toBe(followed);
	});
	it("[RE9] one that was forgotten before it was followed is shared again when it is", () => {
		const owner = {};
		const early = sharedQuery(owner, query("early"));
		for (let index = 0; index < 1_000; index++)
			sharedQuery(owner, query(String(index)));
		early.subscribe(() => {});
		expect(sharedQuery(owner, query("early"))).toBe(early);
	});
	it("[RE9] what is made from a shared query asks its owner no second time", async () => {
		const names = counted(new BehaviorSubject("Ada"));
		const base: Query<object, string> = {
			key: "name",
			observe: () => names.source,
		};
		const owner = {};
		const seen: string[] = [];
		sharedQuery(owner, base).subscribe(() => {});
		const watching = observeShared(owner, base).subscribe((name) =>
			seen.push(name),
		);
		expect(await firstValueFrom(observeShared(owner, base))).toBe("Ada");
		watching.unsubscribe();
		expect([names.begun(), seen]).toEqual([1, ["Ada"]]);
	});
	it("[RE14] what is made from a shared query fails with it", async () => {
		const failing: Query<object, string> = {
			key: "failing",
			observe: () => throwError(() => new Error("no storage")),
		};
		await expect(firstValueFrom(observeShared({}, failing))).rejects.toThrow(
			"no storage",
		);
	});
});
