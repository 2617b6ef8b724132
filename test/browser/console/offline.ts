import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleScene, canRun, openScene } from "./scene.js";
import { editOf, fillIn, newProject, openOrg, rowOf } from "./steps.js";

describe.skipIf(!canRun)("console, offline", () => {
	let scene: ConsoleScene;
	beforeAll(async () => {
		scene = await openScene();
	});
	afterAll(() => scene?.close());

	const names = () => {
		const { orgs, projects } = scene.emulator.control.groundTruth();
		return {
			orgs: orgs.map(({ name }) => name).sort(),
			projects: projects.map(({ name }) => name).sort(),
		};
	};

	it("keeps what was made offline over a reload, and brings it to the Engine", async () => {
		const { page, signIn, statusSays, turnNetwork } = scene.device;
		await signIn();

		await turnNetwork(false);
		await statusSays(/^Offline: you chose to work offline/);
		await openOrg(page, "Alpha");
		const rename = {
			open: "Rename or describe",
			name: "Edit Alpha",
			send: "Save",
		};
		await fillIn(page, rename, { Name: "Alpha on a train" });
		await fillIn(page, newProject, { Name: "Bee" });
		await rowOf(page, "Projects", "Bee").waitFor();

		await page.reload();
		await page.getByRole("heading", { name: "Alpha on a train" }).waitFor();
		const bee = rowOf(page, "Projects", "Bee");
		await bee.getByText("Saved here, and waits to be sent.").waitFor();
		await statusSays(/2 changes waiting/);
		expect(names()).toEqual({
			orgs: ["Alpha", "Beta"],
			projects: ["Ant", "Ape"],
		});

		await turnNetwork(true);
		await statusSays(/^In sync/);
		expect(names()).toEqual({
			orgs: ["Alpha on a train", "Beta"],
			projects: ["Ant", "Ape", "Bee"],
		});
		expect(scene.device.errors).toEqual([]);
	});

	it("opens with no network, and notices by itself that it went and came back", async () => {
		const { page, statusSays, pullCable } = scene.device;
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
		await pullCable(true);
		await page.reload();
		await statusSays(/The browser sees no network/);
		await fillIn(page, editOf("Bee"), { Name: "Bumblebee" });
		await statusSays(/^Offline.*The Engine could not be reached/);
		await statusSays(/1 change waiting/);
		expect(names().projects).toContain("Bee");

		await pullCable(false);
		await statusSays(/^In sync/);
		expect(names().projects).toEqual(["Ant", "Ape", "Bumblebee"]);
		expect(scene.device.errors).toEqual([]);
	});

	it("can be installed", async () => {
		const { page, context } = scene.device;
		const devTools = await context.newCDPSession(page);
		const { installabilityErrors } = await devTools.send(
			"Page.getInstallabilityErrors",
		);
		// The browser of a test keeps nothing, and says so.
		const others = installabilityErrors.filter(
			({ errorId }) => errorId !== "in-incognito",
		);
		expect(others).toEqual([]);
	});
});
