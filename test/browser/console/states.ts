import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleScene, canRun, openScene } from "./scene.js";
import { editOf, fillIn, goTo, newProject, openOrg, rowOf } from "./steps.js";

describe.skipIf(!canRun)("console, what waits and why", () => {
	let scene: ConsoleScene;
	beforeAll(async () => {
		scene = await openScene();
	});
	afterAll(() => scene?.close());
	const project = (name: string) => rowOf(scene.device.page, "Projects", name);
	const says = (name: string, word: string) =>
		project(name).getByText(word, { exact: true }).waitFor();

	it("shows how far the first sync is", async () => {
		const { page, statusSays } = scene.device;
		const held = scene.emulator.control.hold({ rpc: "ListOrgUsers" });
		await page.getByRole("button", { name: "Sign in" }).click();
		await statusSays(/^First sync: \d+ of \d+ lists\.$/);
		await page.getByRole("progressbar", { name: "First sync" }).waitFor();
		held.end();
		await statusSays(/^In sync/);
	});

	it("a row says pending, and undo takes the change back", async () => {
		const { page, turnNetwork } = scene.device;
		await turnNetwork(false);
		await openOrg(page, "Alpha");
		await fillIn(page, editOf("Ape"), { Name: "Gorilla" });
		await says("Gorilla", "Pending");
		await goTo(page, "Waiting");
		const waiting = rowOf(page, "What waits", "Gorilla");
		await waiting.getByText("Change of project (name)").waitFor();
		await waiting.getByText("It waits to be sent.").waitFor();
		await waiting.getByRole("link", { name: "Alpha" }).waitFor();
		await waiting.getByRole("button", { name: "Undo: Gorilla" }).click();
		await page.getByText("Nothing waits").first().waitFor();
		await turnNetwork(true);
		await openOrg(page, "Alpha");
		await says("Ape", "Ape");
	});

	it("a row says sending while the Engine has not answered, and has no undo", async () => {
		const { page } = scene.device;
		const held = scene.emulator.control.hold({ rpc: "UpdateProject" });
		await fillIn(page, editOf("Ape"), { Name: "Baboon" });
		await says("Baboon", "Sending");
		expect(await project("Baboon").getByText("Undo").count()).toBe(0);
		held.end();
		await project("Baboon").getByText("Sending").waitFor({ state: "detached" });
	});

	it("a row says in doubt when the answer was lost", async () => {
		const { page } = scene.device;
		scene.emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: { kind: "answer", status: 500, tookPlace: false },
		});
		await fillIn(page, newProject, { Name: "Doubtful" });
		await says("Doubtful", "In doubt");
		await goTo(page, "Waiting");
		await rowOf(page, "What waits", "Doubtful")
			.getByText(/whether it took place is being found out/)
			.waitFor();
	});

	it("a row says parked and why; the status line names it, and it is tried again on request", async () => {
		const { page, statusSays } = scene.device;
		const { control } = scene.emulator;
		const beta = control.orgs().find(({ name }) => name === "Beta");
		control.changeOrg(beta?.id ?? "", { viewOnly: true });
		await openOrg(page, "Beta");
		await fillIn(page, newProject, { Name: "Later" });
		await says("Later", "Parked");
		await statusSays(/“Later”: The trial of this org has ended/);
		control.changeOrg(beta?.id ?? "", { viewOnly: false });
		await goTo(page, "Waiting");
		await page.getByRole("button", { name: "Try again now: Later" }).click();
		await rowOf(page, "What waits", "Later").waitFor({ state: "detached" });
		expect(scene.device.errors).toEqual([]);
	});
});
