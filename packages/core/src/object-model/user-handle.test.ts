import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { person, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { openTestStore } from "../test/open-test-store.js";

async function withUsers() {
	const { store, replica } = await openTestStore();
	await show(replica, "users", person("ada"));
	await show(replica, "users", person("bert"));
	await replica.record.change({ userId: "ada", email: "ada@example.com" });
	return { store, replica };
}

describe("User, offline", () => {
	it("[OM17] everybody can be read", async () => {
		const { store } = await withUsers();
		const bert = await store.user("bert");
		expect(bert).toMatchObject({
			displayName: "BERT",
			email: "bert@example.com",
			phone: "",
			photoUrl: "",
			status: "",
			invited: false,
		});
		expect(await firstValueFrom(bert.email$)).toBe("bert@example.com");
		expect(await codeOf(store.user("nobody"))).toBe("NOT_FOUND");
	});
	it("[OM17] one changes one's own name and phone, and nobody else's", async () => {
		const { store } = await withUsers();
		const ada = await store.user("ada");
		const change = await ada.update({ displayName: "Ada L.", phone: "1" });
		expect([ada.displayName, ada.phone]).toEqual(["Ada L.", "1"]);
		expect(change).toMatchObject({ collection: "users", edit: 1 });
		const bert = await store.user("bert");
		expect(await codeOf(bert.update({ phone: "2" }))).toBe("NOT_ALLOWED_HERE");
		expect(await codeOf(ada.update({ displayName: "" }))).toBe("INVALID_FIELD");
		// Proof of the cast: the point is what the compiler would not let through.
		expect(await codeOf(ada.update({ email: "x@y.z" } as never))).toBe(
			"UNKNOWN_FIELD",
		);
	});
	it("[OM18] identity is empty until the first sign-in was verified, and then told", async () => {
		const { store, replica } = await openTestStore();
		const seen: string[] = [];
		const watching = store.identity$.subscribe(({ userId }) =>
			seen.push(userId),
		);
		expect(store.identity).toEqual({ userId: "", email: "" });
		await replica.record.change({ userId: "u", email: "u@example.com" });
		await replica.record.change({ listedAt: { orgs: 1 } });
		watching.unsubscribe();
		expect(store.identity).toEqual({ userId: "u", email: "u@example.com" });
		expect(seen).toEqual(["", "u"]);
	});
});
