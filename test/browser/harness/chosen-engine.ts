import { existsSync } from "node:fs";
import { describe } from "vitest";
import { findChromium } from "../chromium.js";
import type { EngineName } from "./scene.js";

const names = ["chromium", "firefox", "webkit"] as const;

/** What `npm run test:browser -- --engine NAME` chose; Chromium otherwise. */
export const engine: EngineName =
	names.find((name) => name === process.env.BROWSER_ENGINE) ?? "chromium";

const isThere =
	engine === "chromium"
		? findChromium() !== undefined
		: existsSync(
				engine === "firefox"
					? (process.env.FIREFOX ?? "/usr/bin/firefox-esr")
					: "/usr/bin/WebKitWebDriver",
			);
const isSkipped = !isThere && !process.env.CI;
if (isSkipped)
	console.warn(
		`SKIPPED: this test needs ${engine}. scripts/ci-browser.sh installs it on Debian.`,
	);

/** A suite that runs in every engine, and is left out where there is none. */
export const describeInBrowser = describe.skipIf(isSkipped);
/** For what only the DevTools protocol can do. */
export const describeInChromium =
	isSkipped || engine === "chromium"
		? describeInBrowser
		: leftOut("WebDriver has no command for it");
/** For what needs a profile that stays. */
export const describeKeeping =
	isSkipped || engine !== "webkit"
		? describeInBrowser
		: leftOut("WebKitGTK keeps no profile while it is driven");
/** How long one scenario may take on a busy machine. */
export const PATIENCE_MS = 240_000;

/** The report names each scenario that is left out, and why. */
function leftOut(why: string) {
	return (what: string, scenarios: () => void) =>
		describe.skip(`LEFT OUT in ${engine}, ${why}: ${what}`, scenarios);
}
