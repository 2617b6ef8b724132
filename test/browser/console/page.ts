import type { Browser, BrowserContext, Page } from "playwright-core";

/** A console in a browser that keeps nothing of another one. */
export interface ConsolePage {
	readonly page: Page;
	readonly context: BrowserContext;
	/** What the page threw. A test that passes leaves it empty. */
	readonly errors: readonly string[];
	/** Signs in as whom the form names, or with another address, and waits for the first sync. */
	signIn(email?: string): Promise<void>;
	/** Waits until the status line says this. */
	statusSays(words: RegExp): Promise<void>;
	/** The switch in the header. */
	turnNetwork(on: boolean): Promise<void>;
	/** As pulling the cable of the machine: nobody tells the page. */
	pullCable(pulled: boolean): Promise<void>;
	close(): Promise<void>;
}

export async function openConsole(
	browser: Browser,
	url: string,
): Promise<ConsolePage> {
	const context = await browser.newContext();
	const page = await context.newPage();
	const errors: string[] = [];
	page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
	await page.goto(url);
	const status = page.getByRole("region", { name: "Sync status" });
	const offline = page.getByRole("switch", { name: "Work offline" });
	const statusSays = (words: RegExp) => status.getByText(words).waitFor();
	return {
		page,
		context,
		errors,
		signIn: async (email) => {
			if (email !== undefined) await page.getByLabel("E-mail").fill(email);
			await page.getByRole("button", { name: "Sign in" }).click();
			await statusSays(/^In sync/);
		},
		statusSays,
		turnNetwork: async (on) => {
			await offline.click();
			await page.getByRole("switch", { checked: !on }).waitFor();
		},
		pullCable: (pulled) => context.setOffline(pulled),
		close: () => context.close(),
	};
}
