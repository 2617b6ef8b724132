import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Running } from "../browser/engines/engine.js";
import { startChromium } from "../browser/engines/start-chromium.js";
import { startFirefox } from "../browser/engines/start-firefox.js";
import { startWebkit } from "../browser/engines/start-webkit.js";
import { buildPage } from "../build-page.js";
import { buildNodeProgram } from "./build-node-program.js";
import { startNode } from "./start-node.js";

export const engineNames = ["chromium", "firefox", "webkit", "node"] as const;
export type EngineName = (typeof engineNames)[number];

/** Starts the program on a profile that stays; `url` is where it has its page and its order from. */
export type Start = (
	profile: string,
	url: string,
) => Running | Promise<Running>;

/** The program, built for an engine. */
export interface Built {
	readonly start: Start;
	/** Holds the built page; the caller removes it. */
	readonly folder: string;
}

const page = fileURLToPath(new URL("./page", import.meta.url));

export async function buildFor(engine: EngineName): Promise<Built> {
	const folder = await buildPage(page);
	if (engine !== "node") return { folder, start: startByBrowser[engine] };
	await buildNodeProgram(folder);
	return { folder, start: startNode(join(folder, "node-program.js")) };
}

const startByBrowser = {
	chromium: startChromium,
	firefox: startFirefox,
	webkit: startWebkit,
} satisfies Record<Exclude<EngineName, "node">, Start>;
