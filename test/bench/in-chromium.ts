import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "@engine-offline/emulator";
import { chromium } from "playwright-core";
import { chromiumFlags, findChromium } from "../browser/chromium.js";
import type { RoundResult } from "./page/page.js";
import { servePage } from "./serve-page.js";

export interface ChromiumOrder {
	readonly rounds: number;
	readonly projects: number;
	readonly writes: number;
}

export interface ChromiumRun {
	readonly version: string;
	readonly rounds: readonly RoundResult[];
}

/** Runs all rounds in one real Chromium with a fresh profile on disk, against an emulator over real HTTP. */
export async function measureInChromium(
	order: ChromiumOrder,
): Promise<ChromiumRun> {
	const executablePath = findChromium();
	if (executablePath === undefined)
		throw new Error("No Chromium: install it, or name it in CHROMIUM.");
	const profile = await mkdtemp(join(tmpdir(), "engine-bench-profile-"));
	const served = await servePage();
	const emulator = await createEmulator({
		fixtures: { orgs: [] },
		projects: order.projects,
		seed: "bench",
	});
	const browser = await chromium.launchPersistentContext(profile, {
		executablePath,
		args: chromiumFlags,
	});
	try {
		const page = await browser.newPage();
		await page.goto(served.url);
		const [owner] = emulator.accounts;
		const rounds: RoundResult[] = [];
		for (let index = 0; index <= order.rounds; index += 1) {
			const result = await page.evaluate((given) => window.runRound(given), {
				baseUrl: emulator.url,
				email: owner?.email ?? "",
				password: owner?.password ?? "",
				round: `round-${index}`,
				writes: order.writes,
			});
			// The first one warms up compiler and disk.
			if (index > 0) rounds.push(result);
		}
		const version = browser.browser()?.version() ?? "unknown";
		return { version, rounds };
	} finally {
		await browser.close();
		await emulator.close();
		await served.close();
		await rm(profile, { recursive: true, force: true });
	}
}
