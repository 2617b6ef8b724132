import { chromiumFlags, findChromium } from "../chromium.js";
import { type Running, start } from "./engine.js";

/** Chromium without a window, on a profile that stays. */
export function startChromium(profile: string, url: string): Running {
	const command = findChromium();
	if (command === undefined)
		throw new Error("No Chromium: install it, or name it in CHROMIUM.");
	const args = [
		"--headless=new",
		`--user-data-dir=${profile}`,
		...chromiumFlags,
		url,
	];
	return start({ command, args });
}
