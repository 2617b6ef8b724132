import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
	type BrowserContext,
	type CDPSession,
	chromium,
	type Page,
} from "playwright-core";
import { chromiumFlags, findChromium } from "../chromium.js";
import { start } from "../engines/engine.js";
import type { Browser, BrowserTab, Cdp } from "./driver.js";
import { until } from "./until.js";

export async function driveChromium(profile: string): Promise<Browser> {
	const command = findChromium();
	if (command === undefined)
		throw new Error("There is no Chromium: run scripts/ci-browser.sh first.");
	await mkdir(profile, { recursive: true });
	const args = [
		"--headless=new",
		"--remote-debugging-port=0",
		`--user-data-dir=${profile}`,
		...chromiumFlags,
		"about:blank",
	];
	const running = start({ command, args });
	// Without its defaults, which make every tab believe that it is in front.
	const browser = await chromium.connectOverCDP(await addressOf(profile), {
		noDefaults: true,
	});
	const [context] = browser.contexts();
	if (context === undefined) throw new Error("Chromium has no context.");
	return {
		name: "chromium",
		openTab: async (url) => {
			const page = await context.newPage();
			await page.goto(url);
			return toTab(context, page);
		},
		kill: running.kill,
		close: async () => {
			await browser.close();
			await running.end();
		},
	};
}

/** Chromium writes into its profile where it listens; a file of an earlier life may still be there. */
function addressOf(profile: string): Promise<string> {
	const file = join(profile, "DevToolsActivePort");
	return until("Chromium listens", async () => {
		const [port] = (await readFile(file, "utf8")).split("\n");
		const answer = await fetch(`http://127.0.0.1:${port}/json/version`);
		return answer.ok ? `http://127.0.0.1:${port}` : undefined;
	});
}

async function toTab(context: BrowserContext, page: Page): Promise<BrowserTab> {
	return {
		evaluate: (body, ...args) =>
			page.evaluate(([body, args]) => new Function("...args", body)(...args), [
				body,
				args,
			] as const),
		goTo: async (url) => {
			await page.goto(url);
		},
		back: async () => {
			// A page that comes from the cache is not loaded.
			await page.goBack({ waitUntil: "commit" });
		},
		reload: async () => {
			await page.reload();
		},
		close: () => page.close(),
		cdp: toCdp(
			await context.newCDPSession(page),
			() => new URL(page.url()).origin,
		),
	};
}

function toCdp(session: CDPSession, origin: () => string): Cdp {
	return {
		freeze: async () => {
			await session.send("Page.enable");
			await session.send("Page.setWebLifecycleState", { state: "frozen" });
		},
		thaw: async () => {
			await session.send("Page.setWebLifecycleState", { state: "active" });
		},
		halt: async () => {
			await session.send("Debugger.enable");
			const paused = new Promise((resolve) =>
				session.once("Debugger.paused", resolve),
			);
			await session.send("Debugger.pause");
			await paused;
		},
		goOn: async () => {
			await session.send("Debugger.resume");
			await session.send("Debugger.disable");
		},
		crash: async () => {
			// It never answers: the process that would is gone.
			session.send("Page.crash").catch(() => undefined);
		},
		limitRoom: async (bytes) => {
			await session.send("Storage.overrideQuotaForOrigin", {
				origin: origin(),
				...(bytes === undefined ? {} : { quotaSize: bytes }),
			});
		},
		evict: async () => {
			await session.send("Storage.clearDataForOrigin", {
				origin: origin(),
				storageTypes: "indexeddb",
			});
		},
		collectGarbage: async () => {
			await session.send("HeapProfiler.collectGarbage");
		},
		stopWorkers: async () => {
			await session.send("ServiceWorker.enable");
			await session.send("ServiceWorker.stopAllWorkers");
		},
	};
}
