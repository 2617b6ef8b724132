import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
	createEmulator,
	developmentPassword,
	type Emulator,
} from "@engine-offline/emulator";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumFlags, findChromium } from "../chromium.js";
import { type ServedPage, servePage } from "./serve-page.js";

const executablePath = findChromium() ?? "";
const canRun = executablePath !== "" || Boolean(process.env.CI);
/** Where to put a picture of each view, to be looked at. */
const pictures = process.env.PICTURES;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const tabs = [
	"Now",
	/^Waiting/,
	/^Issues/,
	"Calls",
	"Lists",
	"Events",
	"Document",
];
const looks = [
	{ colorScheme: "light", width: 360 },
	{ colorScheme: "dark", width: 360 },
	{ colorScheme: "light", width: 1280 },
	{ colorScheme: "dark", width: 1280 },
] as const;

describe.skipIf(!canRun)("the inspector", () => {
	let emulator: Emulator;
	let served: ServedPage;
	let browser: Browser;
	let page: Page;
	const errors: string[] = [];

	beforeAll(async () => {
		emulator = await createEmulator({
			fixtures: { orgs: [{ name: "Alpha", description: "", projects: [] }] },
			seed: "inspector",
		});
		served = await servePage();
		browser = await chromium.launch({ executablePath, args: chromiumFlags });
		page = await browser.newPage();
		page.on("pageerror", (error) => errors.push(String(error)));
		await page.goto(address());
		// The page's policy forbids what `waitForFunction` does.
		await page.locator("html[data-done]").waitFor();
	}, 120_000);
	afterAll(async () => {
		await browser?.close();
		await served?.close();
		await emulator?.close();
	});

	const address = (more: Record<string, string> = {}) => {
		const email = emulator.accounts[0]?.email ?? "";
		const given = {
			engine: emulator.url,
			email,
			password: developmentPassword,
		};
		return `${served.url}?${new URLSearchParams({ ...given, ...more })}`;
	};
	const open = (name: string | RegExp) =>
		page.getByRole("tab", { name, exact: typeof name === "string" }).click();
	const panel = () => page.getByRole("tabpanel").textContent();

	it("[RE26] shows what waits, issues, calls with time and answer, and lists with age and interest", async () => {
		await page
			.getByText("0 other tabs; none leads now")
			.waitFor({ timeout: 60_000 });
		await open(/^Waiting 1/);
		expect(await panel()).toMatch(/update .*State\s*pending/);
		await open(/^Issues 1/);
		expect(await panel()).toMatch(/refused nobody@example\.com/);
		await open("Calls");
		expect(await panel()).toMatch(/createOrg OK\s*Kind\s*push\s*Took\s*\d+ ms/);
		expect(await panel()).toMatch(/getUserByEmail NOT_FOUND\s*Kind\s*pull/);
		await open("Lists");
		expect(await panel()).toMatch(
			/^org-users:\S+\s*Interest\s*on screen\s*Age\s*\d+ s ago/,
		);
		expect(errors).toEqual([]);
	});

	it("[RE26] says which tab leads, and how many others there are", async () => {
		const context = await browser.newContext();
		const [first, second] = [await context.newPage(), await context.newPage()];
		await first.goto(address({ idle: "" }));
		await first.getByText("this one leads; 0 other tabs").waitFor();
		await second.goto(address({ idle: "" }));
		await second.getByText("1 other tab; another one leads").waitFor();
		await first.getByText("this one leads; 1 other tab").waitFor();
		await first.close();
		await second.getByText("this one leads; 0 other tabs").waitFor();
		await context.close();
	});

	it("[RE27] shows a document with its envelope", async () => {
		await open(/^Waiting/);
		await page.getByRole("button", { name: /^Show document/ }).click();
		await page.getByText('"envelope"').waitFor();
		expect(await panel()).toContain("Written while nobody replicates.");
	});

	it("[RE28] saves a recording without names and texts, which the same panel opens with nothing live", async () => {
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("button", { name: "Save a recording" }).click(),
		]);
		const path = await download.path();
		const text = await readFile(path, "utf8");
		for (const word of ["Inspected", "nobody@", "Written", "Bearer"])
			expect(text).not.toContain(word);
		const viewer = await browser.newPage();
		await viewer.goto(served.url);
		await viewer.getByText("Nothing is live here").waitFor();
		await viewer.getByLabel("Recording to open").setInputFiles(path);
		await viewer.getByText("A recording, as it was saved").waitFor();
		await viewer.getByRole("tab", { name: "Waiting 1" }).click();
		await viewer
			.getByRole("heading", { name: /^update id-|^update [0-9a-f-]{36}$/ })
			.waitFor();
		await viewer.getByRole("tab", { name: "Calls" }).click();
		await viewer.getByText("createOrg").first().waitFor();
		await viewer.getByLabel("Recording to open").setInputFiles({
			name: "other.json",
			mimeType: "application/json",
			buffer: Buffer.from("{}"),
		});
		await viewer.getByText("This file is no flight recording").waitFor();
		await viewer.close();
	});

	it("[RE29] is worked by keyboard alone", async () => {
		await open("Now");
		const shown = () => page.locator("[role=tab][aria-selected=true]");
		for (const [key, name] of [
			["ArrowRight", /^Waiting/],
			["End", "Document"],
			["ArrowRight", "Now"],
			["ArrowLeft", "Document"],
			["Home", "Now"],
		] as const) {
			await page.keyboard.press(key);
			await shown().and(page.getByRole("tab", { name })).waitFor();
		}
		await page.keyboard.press("Tab");
		expect(
			await page
				.getByRole("tabpanel")
				.evaluate((panel) => panel.matches(":focus")),
		).toBe(true);
	});

	it("[RE30] has no violation that axe finds, light and dark, and fits 360 pixels", async () => {
		await page.evaluate(await readFile(axe, "utf8"));
		for (const { colorScheme, width } of looks) {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize({ width, height: 800 });
			for (const name of tabs) {
				await open(name);
				const found = await page.evaluate(async () => {
					// Proof of the cast: the script above defines it.
					const { axe } = window as unknown as { readonly axe: Axe };
					const { violations } = await axe.run("engine-inspector");
					return violations.map(({ id, nodes }) => [
						id,
						nodes.map(({ html }) => html),
					]);
				});
				expect([String(name), colorScheme, width, found]).toEqual([
					String(name),
					colorScheme,
					width,
					[],
				]);
				const overflow = await page.evaluate(
					() => document.documentElement.scrollWidth - innerWidth,
				);
				expect(overflow).toBeLessThanOrEqual(0);
				if (pictures !== undefined)
					await page.screenshot({
						path: join(
							pictures,
							`${String(name).replaceAll(/\W/g, "")}-${colorScheme}-${width}.png`,
						),
						fullPage: true,
					});
			}
		}
	}, 120_000);
});

interface Axe {
	run(selector: string): Promise<{
		readonly violations: readonly {
			readonly id: string;
			readonly nodes: readonly { readonly html: string }[];
		}[];
	}>;
}
