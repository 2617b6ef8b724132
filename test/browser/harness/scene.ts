import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
	createEmulator,
	type Emulator,
	type EmulatorOptions,
} from "@engine-offline/emulator";
import { afterAll } from "vitest";
import { buildPage } from "../../build-page.js";
import { storageNames } from "../../storages.js";
import { driveChromium } from "./drive-chromium.js";
import { driveFirefox } from "./drive-firefox.js";
import { driveWebkit } from "./drive-webkit.js";
import type { Browser, BrowserTab } from "./driver.js";
import { newerModel } from "./newer/plugin.js";
import type { OpenOptions, Progress } from "./orders.js";
import type { commands } from "./page/commands.js";
import { type Build, type Served, serve } from "./serve.js";
import { until } from "./until.js";

export type EngineName = Browser["name"];

type Commands = typeof commands;

/** What `--storage` chose; left out, what a store takes by itself. */
export const chosenStorage = storageNames.find(
	(name) => name === process.env.BROWSER_STORAGE,
);

/** A window with the page in it. */
export interface Page extends BrowserTab {
	/** Has the page do something, and waits until it is done. */
	tell<Name extends keyof Commands>(
		name: Name,
		...given: Parameters<Commands[Name]>
	): Promise<Awaited<ReturnType<Commands[Name]>>>;
	/** What nobody caught in it. */
	errors(): Promise<readonly string[]>;
}

/** An Engine, a page and a browser on a profile of its own. */
export interface Scene {
	readonly emulator: Emulator;
	readonly served: Served;
	readonly profile: string;
	browser: Browser;
	/** Opens the page, and in it the store unless told otherwise. */
	openPage(
		options?: Partial<OpenOptions> | "bare",
		build?: Build,
	): Promise<Page>;
	openStore(page: Page, options?: Partial<OpenOptions>): Promise<void>;
	/** Starts the browser on the same profile again. */
	startBrowser(): Promise<void>;
	close(): Promise<void>;
}

const drivers = {
	chromium: driveChromium,
	firefox: driveFirefox,
	webkit: driveWebkit,
} satisfies Record<EngineName, (profile: string) => Promise<Browser>>;

const pageFolder = fileURLToPath(new URL("./page", import.meta.url));
const builtByName = new Map<Build, Promise<string>>();

/** Each page is built once for all scenes of a file. */
function builtPage(build: Build): Promise<string> {
	const name = build === "newer" ? "newer" : "usual";
	const built =
		builtByName.get(name) ??
		buildPage(pageFolder, name === "newer" ? [newerModel] : []);
	builtByName.set(name, built);
	return built;
}
afterAll(async () => {
	for (const built of builtByName.values())
		await rm(await built, { recursive: true });
});

export async function openScene(
	engine: EngineName,
	options: EmulatorOptions = {},
): Promise<Scene> {
	const profile = await mkdtemp(join(tmpdir(), "engine-browser-"));
	const emulator = await createEmulator({
		fixtures: twoOrgs,
		seed: "browser",
		...options,
	});
	await builtPage("usual");
	const served = await serve(builtPage);
	const [account] = emulator.accounts;
	const usual: OpenOptions = {
		engineUrl: emulator.url,
		account: "olivia",
		email: account?.email ?? "",
		password: account?.password ?? "",
		...(chosenStorage === undefined ? {} : { storage: chosenStorage }),
	};
	const scene: Scene = {
		emulator,
		served,
		profile,
		browser: await drivers[engine](profile),
		openStore: async (page, given) => {
			await page.tell("open", { ...usual, ...given });
		},
		openPage: async (given, build) => {
			const path = build === undefined ? "" : `${build}/`;
			const page = toPage(await scene.browser.openTab(served.url + path));
			if (given !== "bare") await scene.openStore(page, given);
			return page;
		},
		startBrowser: async () => {
			scene.browser = await drivers[engine](profile);
		},
		close: async () => {
			await scene.browser.close();
			await served.pause();
			await emulator.close();
			await rm(profile, { recursive: true, force: true, maxRetries: 5 });
		},
	};
	return scene;
}

function toPage(tab: BrowserTab): Page {
	const tell = async (name: string, ...given: readonly unknown[]) => {
		const id = await until(`the page takes the order ${name}`, () =>
			tab.evaluate("return globalThis.remote?.begin(...args)", name, ...given),
		);
		const ask = "return globalThis.remote?.progress(...args)";
		const over = await until(
			`the page does ${name}`,
			async () => {
				// Proof of the cast: it is what main.ts answers.
				const progress = (await tab.evaluate(ask, id)) as Progress | undefined;
				return progress?.state === "running" ? undefined : progress;
			},
			300_000,
		);
		if (over.state === "failed")
			throw Object.assign(new Error(over.message), { code: over.code });
		return over.state === "done" ? over.value : undefined;
	};
	return {
		...tab,
		// Proof of the cast: the page answers what the command of that name gives, as JSON.
		tell: tell as Page["tell"],
		errors: async () =>
			(await tab.evaluate("return globalThis.remote.errors()")) as string[],
	};
}

const twoOrgs = {
	accounts: [
		{
			name: "Olivia",
			email: "olivia@example.com",
			password: "k9Vx2wJ4mQz7TtBhR",
		},
	],
	orgs: [
		{ name: "Alpha", projects: [{ name: "Ant" }, { name: "Ape" }] },
		{ name: "Beta", projects: [] },
	],
};
