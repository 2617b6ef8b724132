import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { chromiumFlags, findChromium } from "../browser/chromium.js";

export interface Place {
	readonly profile: string;
	readonly url: string;
	/** Another program in Chromium's place, such as one that watches it. */
	readonly executable?: string;
}

/** One Chromium process on a profile on disk, with one page. */
export async function inChromium<Result>(
	{ profile, url, executable }: Place,
	work: (page: Page) => Promise<Result>,
): Promise<Result> {
	const executablePath = executable ?? findChromium();
	if (executablePath === undefined)
		throw new Error("No Chromium: install it, or name it in CHROMIUM.");
	const browser = await chromium.launchPersistentContext(profile, {
		executablePath,
		args: [...chromiumFlags, "--js-flags=--expose-gc"],
	});
	try {
		const page = await browser.newPage();
		await page.goto(url);
		return await work(page);
	} finally {
		await browser.close();
	}
}

/** A fresh profile, removed afterwards. */
export async function withProfile<Result>(
	work: (profile: string) => Promise<Result>,
): Promise<Result> {
	const profile = await mkdtemp(join(tmpdir(), "engine-bench-profile-"));
	try {
		return await work(profile);
	} finally {
		await rm(profile, { recursive: true, force: true });
	}
}

/** MiB that the page's heap holds after a collection. */
export async function heapOf(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send("HeapProfiler.collectGarbage");
	const { usedSize } = await session.send("Runtime.getHeapUsage");
	return usedSize / 1024 / 1024;
}
