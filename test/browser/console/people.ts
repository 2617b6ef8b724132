import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleScene, canRun, openScene } from "./scene.js";
import { addUser, createUser, fillIn, openOrg, rowOf } from "./steps.js";

describe.skipIf(!canRun)("console, people", () => {
	let scene: ConsoleScene;
	beforeAll(async () => {
		scene = await openScene();
		await scene.device.signIn();
		await openOrg(scene.device.page, "Alpha", "People");
	});
	afterAll(() => scene?.close());
	const member = (name: string) => rowOf(scene.device.page, "People", name);

	it("shows each person with role, and marks oneself and who is external", async () => {
		await member("Olivia Marlowe").getByText("You", { exact: true }).waitFor();
		await member("Olivia Marlowe").getByText("Owner").waitFor();
		await member("Vera Viewer").getByText("Viewer", { exact: true }).waitFor();
		await member("Xenia Extern").getByText("External").waitFor();
	});

	it("adds somebody who has an account, marked as invited until the Engine answers", async () => {
		const { page, turnNetwork, statusSays } = scene.device;
		await turnNetwork(false);
		const invited = { "E-mail address": "newton@example.com" };
		await fillIn(page, addUser, invited);
		await member("newton@example.com").getByText("Invited").waitFor();
		await turnNetwork(true);
		await statusSays(/^In sync/);
		await member("Newton Nobody").waitFor();
		expect(await member("Newton Nobody").getByText("Invited").count()).toBe(0);
	});

	it("removes somebody, and takes that back", async () => {
		const { page, turnNetwork } = scene.device;
		await turnNetwork(false);
		await page.getByRole("button", { name: "Remove Ed Editor" }).click();
		await member("Ed Editor").waitFor({ state: "detached" });
		await page.getByRole("button", { name: "Undo", exact: true }).click();
		await member("Ed Editor").waitFor();
		await turnNetwork(true);
	});

	it("makes an account without a password, and the Engine writes to that person", async () => {
		const { page, statusSays } = scene.device;
		await fillIn(page, createUser, {
			Name: "Nora New",
			"E-mail address": "nora@example.com",
		});
		await statusSays(/^In sync/);
		await member("Nora New").getByText("nora@example.com").waitFor();
		expect(scene.emulator.control.mails()).toHaveLength(1);
	});

	it("asks for a password again when the page was reloaded before it was sent", async () => {
		const { page, turnNetwork, statusSays } = scene.device;
		await turnNetwork(false);
		await fillIn(page, createUser, {
			Name: "Paul Pass",
			"E-mail address": "paul@example.com",
			"Password (may be empty)": "typed-once-1",
		});
		await page.reload();
		const form = page.getByRole("form", { name: "Password of paul@" });
		await turnNetwork(true);
		await form.getByLabel("Password").fill("typed-twice-2");
		await form.getByRole("button", { name: "Use this password" }).click();
		await statusSays(/^In sync/);
		const paul = scene.emulator.control.account("paul@example.com");
		expect(paul.password).toBe("typed-twice-2");
		expect(scene.device.errors).toEqual([]);
	});
});

describe.skipIf(!canRun)("console, as somebody who may not", () => {
	let scene: ConsoleScene;
	beforeAll(async () => {
		scene = await openScene();
		await scene.device.signIn("vera@example.com");
	});
	afterAll(() => scene?.close());

	it("says on focus and on hover why a button cannot be used", async () => {
		const { page } = scene.device;
		await openOrg(page, "Alpha");
		const rename = page.getByRole("button", { name: "Rename or describe" });
		const why = page.getByText("Changing an org takes the org role Owner.");
		expect(await why.isVisible()).toBe(false);
		await rename.focus();
		await why.waitFor();
		await page.getByRole("button", { name: "New project" }).hover();
		await page.getByText(/Creating a project takes the org role/).waitFor();
		await rename.click({ force: true });
		expect(await page.getByRole("form").count()).toBe(0);
	});

	it("lets somebody look at the people, and not change them", async () => {
		const { page } = scene.device;
		await openOrg(page, "Alpha", "People");
		const remove = page.getByRole("button", { name: "Remove Ed Editor" });
		expect(await remove.getAttribute("aria-disabled")).toBe("true");
		await remove.hover();
		await rowOf(page, "People", "Ed Editor")
			.getByText(/removing users takes the org role Owner/)
			.waitFor();
		expect(scene.device.errors).toEqual([]);
	});
});
