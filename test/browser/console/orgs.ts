import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleScene, canRun, openScene } from "./scene.js";
import { editOf, fillIn, goTo, newProject, openOrg, rowOf } from "./steps.js";

describe.skipIf(!canRun)("console, orgs and projects", () => {
	let scene: ConsoleScene;
	beforeAll(async () => {
		scene = await openScene();
		await scene.device.signIn();
	});
	afterAll(() => scene?.close());
	const truth = () => scene.emulator.control.groundTruth();
	const orgLinks = () =>
		scene.device.page
			.getByRole("navigation", { name: "Orgs", exact: true })
			.getByRole("link");

	it("finds orgs by a part of their name, and says how many of how many", async () => {
		const { page } = scene.device;
		await page.getByLabel("Search orgs").fill("bet");
		await page.getByText("1 of 2 orgs").waitFor();
		expect(await orgLinks().allInnerTexts()).toEqual(["Beta"]);
		await page.getByLabel("Search orgs").fill("nothing");
		await page.getByText("0 of 2 orgs").waitFor();
		await page.getByLabel("Search orgs").fill("");
		await page.getByText("2 orgs", { exact: true }).waitFor();
	});

	it("makes an org and shows it, and renames and describes it", async () => {
		const { page, statusSays } = scene.device;
		const create = { open: "New org", name: "New org", send: "Create org" };
		await fillIn(page, create, { Name: "Gamma", Description: "Made here." });
		await page.getByRole("heading", { name: "Gamma" }).waitFor();
		const edit = {
			open: "Rename or describe",
			name: "Edit Gamma",
			send: "Save",
		};
		await fillIn(page, edit, { Name: "Gamma two", Description: "" });
		await page.getByText("No description.").waitFor();
		await statusSays(/^In sync/);
		const made = truth().orgs.find(({ name }) => name === "Gamma two");
		expect(made?.description).toBe("");
	});

	it("keeps a form open that cannot be saved, and says why", async () => {
		const { page } = scene.device;
		await openOrg(page, "Gamma two");
		await page.getByRole("button", { name: "New project" }).click();
		const form = page.getByRole("form", { name: "New project" });
		await form.getByRole("button", { name: "Create project" }).click();
		await form.getByRole("alert").getByText(/empty/).waitFor();
		await form.getByRole("button", { name: "Cancel" }).click();
		expect(truth().projects).toHaveLength(2);
	});

	it("makes, finds, edits and deletes a project", async () => {
		const { page, statusSays } = scene.device;
		await openOrg(page, "Alpha");
		await fillIn(page, newProject, {
			Name: "Cat",
			"Description (may be empty)": "Purrs.",
		});
		await page.getByLabel("Search projects").fill("purr");
		await page.getByText("1 of 3 projects").waitFor();
		await fillIn(page, editOf("Cat"), { Name: "Lion" });
		await page.getByLabel("Search projects").fill("");
		await page.getByRole("button", { name: "Delete Lion" }).click();
		const ask = page.getByRole("dialog", { name: "Delete “Lion”?" });
		await ask.getByRole("button", { name: "Delete project" }).click();
		await rowOf(page, "Projects", "Lion").waitFor({ state: "detached" });
		await statusSays(/^In sync/);
		expect(
			truth()
				.projects.map(({ name }) => name)
				.sort(),
		).toEqual(["Ant", "Ape"]);
	});

	it("shows what goes with an org before it is deleted, and takes it back while it was not sent", async () => {
		const { page, turnNetwork } = scene.device;
		await turnNetwork(false);
		await fillIn(page, editOf("Ape"), { Name: "Monkey" });
		await page.getByRole("button", { name: "Delete org" }).click();
		const ask = page.getByRole("dialog", { name: "Delete “Alpha”?" });
		await ask.getByText("2 projects: Ant, Monkey").waitFor();
		await ask.getByText("4 memberships: Ed Editor, Olivia Marlowe").waitFor();
		await ask.getByText(/1 change that was not sent: .*Monkey/).waitFor();
		await page.keyboard.press("Escape");
		await ask.waitFor({ state: "detached" });

		await page.getByRole("button", { name: "Delete org" }).click();
		await ask.getByRole("button", { name: "Delete org" }).click();
		await page.getByText("“Alpha” is deleted here").waitFor();
		expect(await orgLinks().allInnerTexts()).not.toContain("Alpha");
		await page.getByRole("button", { name: "Undo", exact: true }).click();
		await rowOf(page, "Projects", "Monkey").waitFor();
		await page.getByRole("button", { name: "Undo: Monkey" }).click();
		await rowOf(page, "Projects", "Ape").waitFor();
		await turnNetwork(true);
	});

	it("brings an org back that the Engine does not delete, and says why", async () => {
		const { page } = scene.device;
		await openOrg(page, "Beta");
		await page.getByRole("button", { name: "Delete org" }).click();
		const ask = page.getByRole("dialog");
		await ask.getByRole("button", { name: "Delete org" }).click();
		await page
			.getByRole("navigation", { name: "Orgs", exact: true })
			.getByText("Refused")
			.waitFor();
		await goTo(page, "Issues");
		const card = page.getByRole("article", { name: /^Beta/ });
		await card.getByText(/active subscription cannot be deleted/).waitFor();
		await card.getByRole("button", { name: "Leave it as it is now" }).click();
		await page.getByText("Nothing to look at").waitFor();
		expect(scene.device.errors).toEqual([]);
	});
});
