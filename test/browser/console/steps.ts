import type { Locator, Page } from "playwright-core";

/** One row of a list of the console, by a text in it. */
export function rowOf(page: Page, list: string, text: string): Locator {
	return page
		.getByRole("list", { name: list, exact: true })
		.getByRole("listitem")
		.filter({ hasText: text });
}

/** Opens the page of an org, on one of its tabs. */
export async function openOrg(
	page: Page,
	org: string,
	tab: "Projects" | "People" = "Projects",
): Promise<void> {
	const orgs = page.getByRole("navigation", { name: "Orgs", exact: true });
	await orgs.getByRole("link", { name: org }).click();
	await page.getByRole("link", { name: tab, exact: true }).click();
}

/** Opens a form by its button, fills it in by label, and sends it. */
export async function fillIn(
	page: Page,
	form: { readonly open: string; readonly name: string; readonly send: string },
	texts: Readonly<Record<string, string>>,
): Promise<void> {
	await page.getByRole("button", { name: form.open, exact: true }).click();
	const shown = page.getByRole("form", { name: form.name });
	for (const [label, text] of Object.entries(texts))
		await shown.getByLabel(label).fill(text);
	await shown.getByRole("button", { name: form.send }).click();
	await shown.waitFor({ state: "detached" }).catch(async (error) => {
		throw new Error(`The form stays: ${await shown.textContent()}`, {
			cause: error,
		});
	});
}

export const newProject = {
	open: "New project",
	name: "New project",
	send: "Create project",
} as const;

export const editOf = (name: string) =>
	({ open: `Edit ${name}`, name: `Edit ${name}`, send: "Save" }) as const;

export const createUser = {
	open: "Create user",
	name: "Create user",
	send: "Create user",
} as const;

export const addUser = {
	open: "Add existing user",
	name: "Add existing user",
	send: "Add to org",
} as const;

/** Goes to one of the pages of the header. */
export async function goTo(
	page: Page,
	name: "Waiting" | "Issues" | "Inspector" | "Sign out",
): Promise<void> {
	await page.getByRole("link", { name }).first().click();
	await page.getByRole("heading", { name, level: 2 }).waitFor();
}
