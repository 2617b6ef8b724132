import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConsoleScene, canRun, openScene } from "./scene.js";
import { stages } from "./stages.js";

const axeFile = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Both colours and both widths; not each with each, since colours do not depend on the width. */
const looks = [
	["dark", 360],
	["light", 1280],
] as const;

describe.skipIf(!canRun)("console, accessibility", () => {
	let scene: ConsoleScene;
	beforeAll(async () => {
		scene = await openScene();
	});
	afterAll(() => scene?.close());

	for (const { name, reach } of stages)
		it(`axe finds nothing: ${name}`, async () => {
			await reach(scene);
			expect(await violations()).toEqual([]);
		});

	async function violations() {
		const { page } = scene.device;
		const found: string[] = [];
		for (const [colorScheme, width] of looks) {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize({ width, height: 800 });
			for (const { id, nodes } of (await runAxe()).violations)
				found.push(
					`${colorScheme} ${width}: ${id} at ${nodes.map(({ target }) => target).join(", ")}`,
				);
		}
		return found;
	}

	async function runAxe(): Promise<AxeResults> {
		const { page } = scene.device;
		const has = await page.evaluate(() => "axe" in window);
		if (!has) await page.addScriptTag({ path: axeFile });
		return page.evaluate("axe.run()");
	}
});
