import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleScene, canRun, openScene } from "./scene.js";
import { rowOf } from "./steps.js";

/** Presses Tab until this has the focus; fails when a whole round does not reach it. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
	await wanted.waitFor();
	for (let steps = 0; steps < 60; steps += 1) {
		const isThere = (element: Element) => element === document.activeElement;
		if (await wanted.evaluate(isThere)) return;
		await page.keyboard.press("Tab");
	}
	throw new Error(`Tab does not lead to ${wanted}.`);
}

async function press(page: Page, wanted: Locator, key = "Enter") {
	await tabTo(page, wanted);
	await page.keyboard.press(key);
}

const type = (page: Page, text: string) => page.keyboard.type(text);

/** What the focus is on, as people call it. */
const focused = (page: Page) =>
	page.evaluate(() => document.activeElement?.textContent ?? "");

describe.skipIf(!canRun)("console, by the keyboard alone", () => {
	let scene: ConsoleScene;
	beforeAll(async () => {
		scene = await openScene();
	});
	afterAll(() => scene?.close());
	const button = (name: string) =>
		scene.device.page.getByRole("button", { name, exact: true });
	const link = (name: string) =>
		scene.device.page.getByRole("link", { name, exact: true });

	it("signs in, switches the network off, opens an org", async () => {
		const { page, statusSays } = scene.device;
		await press(page, button("Sign in"));
		await statusSays(/^In sync/);
		await press(page, page.getByRole("switch"), "Space");
		await statusSays(/^Offline/);
		await press(page, link("Alpha"));
		await page.getByRole("heading", { name: "Alpha" }).waitFor();
		expect(await focused(page)).toContain("Alpha");
	});

	it("makes a project, and is back at the button it came from", async () => {
		const { page } = scene.device;
		await press(page, button("New project"));
		await type(page, "Typed");
		await page.keyboard.press("Enter");
		await rowOf(page, "Projects", "Typed").waitFor();
		expect(await focused(page)).toBe("New project");
	});

	it("edits it, and is back at its row", async () => {
		const { page } = scene.device;
		await press(page, button("Edit Typed"));
		await page.keyboard.press("ControlOrMeta+A");
		await type(page, "Typed twice");
		await page.keyboard.press("Enter");
		await rowOf(page, "Projects", "Typed twice").waitFor();
		expect(await focused(page)).toBe("Edit");
	});

	it("closes a dialog by Escape, and deletes by its button", async () => {
		const { page } = scene.device;
		await press(page, button("Delete Ape"));
		await page.getByRole("dialog").waitFor();
		await page.keyboard.press("Escape");
		// By its element: a role is gone as soon as the dialog is closed, the dialog itself a moment later.
		await page.locator("dialog").waitFor({ state: "detached" });
		expect(await focused(page)).toBe("Delete");
		await page.keyboard.press("Enter");
		await press(page, button("Delete project"));
		await rowOf(page, "Projects", "Ape").waitFor({ state: "detached" });
		expect(await focused(page)).toContain("Alpha");
	});

	it("adds somebody with a role chosen by the arrows", async () => {
		const { page } = scene.device;
		await press(page, link("People"));
		await press(page, button("Add existing user"));
		await type(page, "newton@example.com");
		await page.keyboard.press("Tab");
		await page.keyboard.press("ArrowDown");
		await press(page, button("Add to org"));
		await rowOf(page, "People", "newton@example.com")
			.getByText("Editor", { exact: true })
			.waitFor();
	});

	it("takes a change back on the page of what waits", async () => {
		const { page } = scene.device;
		await press(page, page.getByRole("link", { name: /^Waiting/ }));
		await page.getByRole("heading", { name: "Waiting" }).waitFor();
		await press(page, button("Undo: Ape"));
		const ape = rowOf(page, "What waits", "Ape");
		await ape.waitFor({ state: "detached" });
		expect(await focused(page)).toBe("Waiting");
	});

	it("decides an issue, and signs out", async () => {
		const { page, statusSays } = scene.device;
		scene.emulator.control.misbehave({
			on: { rpc: "CreateProject" },
			do: {
				kind: "answer",
				status: 400,
				body: { code: 3, message: "This name is reserved.", details: [] },
			},
		});
		await press(page, page.getByRole("switch"), "Space");
		await statusSays(/1 thing to look at/);
		await press(page, page.getByRole("link", { name: /^Issues/ }));
		await press(page, button("Edit and send"));
		await page.keyboard.press("ControlOrMeta+A");
		await type(page, "Not reserved");
		await page.keyboard.press("Enter");
		await statusSays(/^In sync/);
		await press(page, link("Sign out"));
		await press(page, button("Sign out, keep everything here"));
		await button("Sign in").waitFor();
		expect(scene.device.errors).toEqual([]);
	});
});
