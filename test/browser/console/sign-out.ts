import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleScene, canRun, openScene } from "./scene.js";
import { fillIn, goTo, newProject, openOrg, rowOf } from "./steps.js";

describe.skipIf(!canRun)("console, signing in and out", () => {
	let scene: ConsoleScene;
	beforeAll(async () => {
		scene = await openScene();
	});
	afterAll(() => scene?.close());

	it("says why a sign-in failed, and keeps what was typed", async () => {
		const { page } = scene.device;
		await page.getByLabel("Password").fill("not-the-password");
		await page.getByRole("button", { name: "Sign in" }).click();
		await page.getByRole("alert").waitFor();
		expect(await page.getByLabel("E-mail").inputValue()).toBe(
			"olivia.marlowe@example.com",
		);
		await page.getByLabel("Password").fill("offline-first-1");
		await scene.device.signIn();
	});

	it("signs in again below the status line in a browser that was closed", async () => {
		const { page, statusSays } = scene.device;
		await page.evaluate(() => sessionStorage.clear());
		await page.reload();
		const form = page.getByRole("form", { name: /^Sign in again/ });
		await form.getByLabel("Password").fill("offline-first-1");
		await form.getByRole("button", { name: "Sign in" }).click();
		await statusSays(/^In sync/);
	});

	it("itemises what only this device has, hands it out as a file, and keeps it over a sign-out", async () => {
		const { page, turnNetwork, statusSays, signIn } = scene.device;
		await turnNetwork(false);
		await openOrg(page, "Alpha");
		await fillIn(page, newProject, { Name: "Only here" });
		await goTo(page, "Sign out");
		await page.getByText("1 thing is only on this device").waitFor();
		await page.getByText("New project: Only here").waitFor();
		const download = page.waitForEvent("download");
		await page.getByRole("button", { name: "Save this list" }).click();
		const text = await readFile(await (await download).path(), "utf8");
		expect(JSON.parse(text).items).toMatchObject([
			{ kind: "create", label: "Only here" },
		]);

		await page.getByRole("button", { name: "keep everything here" }).click();
		await page.getByRole("button", { name: "Sign in" }).waitFor();
		await page.evaluate(() => sessionStorage.clear());
		await page.reload();
		await signIn();
		await statusSays(/^In sync/);
		await openOrg(page, "Alpha");
		await rowOf(page, "Projects", "Only here").waitFor();
		const { projects } = scene.emulator.control.groundTruth();
		expect(projects.map(({ name }) => name)).toContain("Only here");
	});

	it("removes everything from this device after saying what would be lost", async () => {
		const { page, turnNetwork, signIn } = scene.device;
		await turnNetwork(false);
		await fillIn(page, newProject, { Name: "Never sent" });
		await goTo(page, "Sign out");
		await page.getByRole("button", { name: "remove everything" }).click();
		const ask = page.getByRole("dialog");
		await ask.getByText(/1 thing that only this device has is lost/).waitFor();
		await ask.getByRole("button", { name: "Sign out and remove" }).click();
		await page.getByRole("button", { name: "Sign in" }).waitFor();
		const left = await page.evaluate(async () =>
			(await indexedDB.databases()).map(({ name }) => name),
		);
		expect(left).toEqual([]);

		await page.evaluate(() => sessionStorage.clear());
		await page.reload();
		await signIn();
		await openOrg(page, "Alpha");
		await rowOf(page, "Projects", "Only here").waitFor();
		expect(await rowOf(page, "Projects", "Never sent").count()).toBe(0);
		expect(scene.device.errors).toEqual([]);
	});
});
