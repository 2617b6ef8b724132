import { afterAll } from "vitest";
import { clearGround } from "./console/ground.js";
import { canRun } from "./console/scene.js";
// Each registers its suite. In one file, they share one build of the console and one Chromium.
import "./console/offline.js";
import "./console/orgs.js";
import "./console/people.js";
import "./console/issues.js";
import "./console/states.js";
import "./console/sign-out.js";
import "./console/keyboard.js";
import "./console/tabs.js";
import "./console/access.js";

if (!canRun)
	console.warn(
		"SKIPPED: the browser tests need Chromium. Install it (scripts/ci-browser.sh does on Debian), or name it in CHROMIUM.",
	);

afterAll(clearGround);
