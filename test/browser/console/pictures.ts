// Takes a picture of every page of the console, light and dark, on a phone and on a wide screen, to be looked at.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { clearGround } from "./ground.js";
import { openScene } from "./scene.js";
import { stages } from "./stages.js";

const folder = fileURLToPath(
	new URL("../../../test-results/console", import.meta.url),
);
await mkdir(folder, { recursive: true });
const scene = await openScene();
const { page } = scene.device;
for (const { name, reach } of stages) {
	await reach(scene);
	for (const width of [360, 1280])
		for (const colorScheme of ["light", "dark"] as const) {
			await page.setViewportSize({ width, height: width === 360 ? 740 : 800 });
			await page.emulateMedia({ colorScheme });
			const path = join(folder, `${name}-${width}-${colorScheme}.png`);
			await page.screenshot({ path });
		}
}
await scene.close();
await clearGround();
console.log(`${stages.length * 4} pictures in ${folder}`);
