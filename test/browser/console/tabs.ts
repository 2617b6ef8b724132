import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleScene, canRun, openScene } from "./scene.js";
import { fillIn, goTo, newProject, openOrg, rowOf } from "./steps.js";

describe.skipIf(!canRun)("console, in two tabs", () => {
	let scene: ConsoleScene;
	let second: Page;
	beforeAll(async () => {
		scene = await openScene();
		const { page, context, signIn } = scene.device;
		await signIn();
		await openOrg(page, "Alpha");
		second = await context.newPage();
		await second.goto(page.url());
		await second.getByText("In sync.").waitFor();
	});
	afterAll(() => scene?.close());

	it("one shows what the other made, and neither signs in twice", async () => {
		await fillIn(second, newProject, { Name: "From the second" });
		await rowOf(scene.device.page, "Projects", "From the second").waitFor();
		const signIns = scene.emulator.control.requests({
			rpc: "SignInWithEmail",
		});
		expect(signIns).toHaveLength(1);
	});

	it("an account that is removed in one leaves the other, which says so", async () => {
		const { page, errors } = scene.device;
		await scene.device.statusSays(/^In sync/);
		await goTo(page, "Sign out");
		await page.getByRole("button", { name: "remove everything" }).click();
		const ask = page.getByRole("dialog");
		await ask.getByText("The Engine has everything").waitFor();
		await ask.getByRole("button", { name: "Sign out and remove" }).click();
		await second
			.getByText("This account was removed from this device in another tab.")
			.waitFor();
		expect(errors).toEqual([]);
	});
});
