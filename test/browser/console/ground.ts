import { type Browser, chromium } from "playwright-core";
import { chromiumFlags, findChromium } from "../chromium.js";
import { buildConsole, removeBuild } from "./serve.js";

/** What all scenes stand on: one build of the console and one Chromium. */
export interface Ground {
	readonly browser: Browser;
	readonly outDir: string;
}

let laid: Promise<Ground> | undefined;

/** Made by the first scene, for all of them. */
export function layGround(): Promise<Ground> {
	laid ??= lay();
	return laid;
}

/** After the last scene. */
export async function clearGround(): Promise<void> {
	const ground = await laid;
	laid = undefined;
	if (ground === undefined) return;
	await ground.browser.close();
	await removeBuild(ground.outDir);
}

async function lay(): Promise<Ground> {
	const executablePath = findChromium();
	if (executablePath === undefined)
		throw new Error("There is no Chromium: run scripts/ci-browser.sh first.");
	const browser = await chromium.launch({
		executablePath,
		args: chromiumFlags,
	});
	return { browser, outDir: await buildConsole() };
}
