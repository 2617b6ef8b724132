import { createEmulator, type Emulator } from "@engine-offline/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "./chromium.js";
import { type ConsolePage, openConsole } from "./console-page.js";
import { type ServedConsole, serveConsole } from "./serve-console.js";

const executable = findChromium();
if (executable === undefined && !process.env.CI)
	console.warn(
		"SKIPPED: the browser test needs Chromium. Install it (scripts/ci-browser.sh does on Debian), or name it in CHROMIUM.",
	);

describe.skipIf(executable === undefined && !process.env.CI)("console", () => {
	let emulator: Emulator;
	let served: ServedConsole;
	let device: ConsolePage;

	beforeAll(async () => {
		if (executable === undefined)
			throw new Error("There is no Chromium: run scripts/ci-browser.sh first.");
		emulator = await createEmulator({ fixtures: twoOrgs, seed: "browser" });
		served = await serveConsole(emulator.url);
		device = await openConsole(executable, served.url);
	}, 60_000);
	afterAll(async () => {
		await device?.close();
		await served?.close();
		await emulator?.close();
	});

	const names = () => {
		const { orgs, projects } = emulator.control.groundTruth();
		return {
			orgs: orgs.map(({ name }) => name).sort(),
			projects: projects.map(({ name }) => name).sort(),
		};
	};

	it("keeps what was made offline over a reload, and brings it to the Engine", async () => {
		const { page, statusSays, turnNetwork } = device;
		await page.getByRole("button", { name: "Sign in" }).click();
		await statusSays(/^In sync/);

		await turnNetwork(false);
		await statusSays(/^Offline: the network switch is off/);
		await page.getByRole("link", { name: "Alpha" }).click();
		await page.getByRole("button", { name: "Rename or describe" }).click();
		const edit = page.getByRole("form", { name: "Edit Alpha" });
		await edit.getByLabel("Name").fill("Alpha on a train");
		await edit.getByRole("button", { name: "Save" }).click();
		const create = page.getByRole("form", { name: "New project" });
		await create.getByLabel("Name").fill("Bee");
		await create.getByRole("button", { name: "Create project" }).click();
		await page.getByRole("listitem").filter({ hasText: "Bee" }).waitFor();

		await page.reload();
		await page.getByRole("heading", { name: "Alpha on a train" }).waitFor();
		const bee = page.getByRole("listitem").filter({ hasText: "Bee" });
		await bee.getByText("Saved here, and waits to be sent.").last().waitFor();
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
		expect(device.errors).toEqual([]);
	}, 60_000);

	it("notices by itself that the network went and came back", async () => {
		const { page, statusSays, pullCable } = device;
		await pullCable(true);
		await statusSays(/The browser sees no network/);
		await page.getByRole("button", { name: "Edit Bee" }).click();
		const edit = page.getByRole("form", { name: "Edit Bee" });
		await edit.getByLabel("Name").fill("Bumblebee");
		await edit.getByRole("button", { name: "Save" }).click();
		await statusSays(/^Offline .*The Engine could not be reached/);
		await statusSays(/1 change waiting/);
		expect(names().projects).toContain("Bee");

		await pullCable(false);
		await statusSays(/^In sync/);
		expect(names().projects).toEqual(["Ant", "Ape", "Bumblebee"]);
		expect(device.errors).toEqual([]);
	}, 60_000);
});

const twoOrgs = {
	orgs: [
		{ name: "Alpha", projects: [{ name: "Ant" }, { name: "Ape" }] },
		{ name: "Beta", projects: [] },
	],
};
