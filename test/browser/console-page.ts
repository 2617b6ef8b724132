import { chromium, type Page } from "playwright-core";
import { chromiumFlags } from "./chromium.js";

/** The console in a browser with a fresh profile. */
export interface ConsolePage {
	readonly page: Page;
	/** What the page threw and nobody caught. */
	readonly errors: readonly string[];
	/** Waits until the status line says so. */
	statusSays(words: RegExp): Promise<void>;
	turnNetwork(on: boolean): Promise<void>;
	/** Takes the network from the whole browser, the page's own address included. */
	pullCable(pulled: boolean): Promise<void>;
	close(): Promise<void>;
}

export async function openConsole(
	executablePath: string,
	url: string,
): Promise<ConsolePage> {
	const browser = await chromium.launch({
		executablePath,
		args: chromiumFlags,
	});
	const context = await browser.newContext();
	const page = await context.newPage();
	const errors: string[] = [];
	page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
	await page.goto(url);
	const status = page.getByRole("region", { name: "Sync status" });
	const network = page.getByRole("switch", { name: "Network" });
	return {
		page,
		errors,
		statusSays: (words) => status.getByText(words).waitFor(),
		turnNetwork: async (on) => {
			await network.click();
			await page.getByRole("switch", { checked: on }).waitFor();
		},
		pullCable: (pulled) => context.setOffline(pulled),
		close: () => browser.close(),
	};
}
