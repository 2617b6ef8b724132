import { expect, test } from "vitest";
import { createEmulator } from "./create-emulator.js";

test("signs in and lists what an owner and a member see", async () => {
	const emulator = await createEmulator({ seed: "first" });
	const ask = async (path: string, token: string) =>
		(
			await fetch(`${emulator.url}/api/v1${path}`, {
				headers: { authorization: `Bearer ${token}` },
			})
		).json();
	const signIn = async (index: number) => {
		const account = emulator.accounts[index];
		const response = await fetch(
			`${emulator.url}/api/v1/users:signInWithEmail`,
			{ method: "POST", body: JSON.stringify(account) },
		);
		return (await response.json()).token;
	};
	const owner = await signIn(0);
	const { orgs } = await ask("/orgs", owner);
	expect(orgs).toHaveLength(208);
	const { projects } = await ask("/projects", owner);
	expect(projects).toHaveLength(321);
	const users = await ask(`/orgs/${orgs[0].id}/users`, owner);
	expect(users.orgUsers.length).toBeGreaterThan(3);
	expect((await ask("/orgs", await signIn(1))).orgs.length).toBeLessThan(208);
	await emulator.close();
});
