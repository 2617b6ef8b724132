import type { ConsoleScene } from "./scene.js";
import {
	createUser,
	editOf,
	fillIn,
	goTo,
	newProject,
	openOrg,
	rowOf,
} from "./steps.js";

/** One thing that can be on screen, and the way there from the one before. */
export interface Stage {
	readonly name: string;
	reach(scene: ConsoleScene): Promise<void>;
}

/** Every page of the console with something on it, in an order in which one leads to the next. */
export const stages: readonly Stage[] = [
	{
		name: "sign-in",
		reach: ({ device }) =>
			device.page.getByRole("button", { name: "Sign in" }).waitFor(),
	},
	{ name: "first-sync", reach: beginFirstSync },
	{
		name: "orgs",
		reach: async ({ emulator, device }) => {
			emulator.control.behave();
			await device.statusSays(/^In sync/);
		},
	},
	{ name: "projects", reach: ({ device }) => openOrg(device.page, "Alpha") },
	{
		name: "people",
		reach: ({ device }) =>
			device.page.getByRole("link", { name: "People" }).click(),
	},
	{
		name: "create-user",
		reach: async ({ device: { page } }) => {
			await page.getByRole("button", { name: "Create user" }).click();
		},
	},
	{ name: "pending", reach: editOffline },
	{
		name: "delete-org",
		reach: async ({ device: { page } }) => {
			await page.getByRole("button", { name: "Delete org" }).click();
			await page.getByRole("dialog").waitFor();
		},
	},
	{
		name: "waiting",
		reach: async ({ device: { page } }) => {
			await page.keyboard.press("Escape");
			await goTo(page, "Waiting");
		},
	},
	{ name: "sign-out", reach: ({ device }) => goTo(device.page, "Sign out") },
	{
		name: "inspector",
		reach: async ({ device: { page } }) => {
			await goTo(page, "Inspector");
			await page.getByRole("region", { name: "Engine inspector" }).waitFor();
		},
	},
	{ name: "issues", reach: contest },
	{ name: "refused", reach: beRefused },
	{
		name: "edit-refused",
		reach: async ({ device: { page } }) => {
			await page.getByRole("link", { name: "Decide what to do" }).click();
			await page.getByRole("button", { name: "Edit and send" }).click();
		},
	},
	{ name: "parked", reach: park },
	{ name: "guarded", reach: lowerRole },
];

async function beginFirstSync({ emulator, device }: ConsoleScene) {
	emulator.control.hold({ rpc: "ListOrgUsers" });
	await device.page.getByRole("button", { name: "Sign in" }).click();
	await device.statusSays(/^First sync/);
}

async function editOffline({ device }: ConsoleScene): Promise<void> {
	const { page, turnNetwork } = device;
	await page.getByRole("button", { name: "Cancel" }).click();
	await turnNetwork(false);
	await fillIn(page, createUser, {
		Name: "Nora New",
		"E-mail address": "nora@example.com",
	});
	await rowOf(page, "People", "Nora New").getByText("Pending").waitFor();
	await openOrg(page, "Alpha");
	await fillIn(page, editOf("Ant"), { Name: "Ant of mine" });
	await fillIn(page, newProject, { Name: "Bee" });
	await rowOf(page, "Projects", "Bee").getByText("Pending").waitFor();
}

async function contest({ emulator, device }: ConsoleScene): Promise<void> {
	const { control } = emulator;
	const ant = control.groundTruth().projects.find((p) => p.name === "Ant");
	control.callAs("olivia.marlowe@example.com", "UpdateProject", {
		id: ant?.id ?? "",
		name: "Ant of theirs",
		description: "Churn of all customers.",
	});
	await device.turnNetwork(true);
	await goTo(device.page, "Issues");
	await device.page.getByRole("article").waitFor();
	await device.statusSays(/^In sync/);
}

async function beRefused({ emulator, device }: ConsoleScene): Promise<void> {
	const { page } = device;
	emulator.control.misbehave({
		on: { rpc: "UpdateProject" },
		do: {
			kind: "answer",
			status: 400,
			body: { code: 3, message: "This name is reserved.", details: [] },
		},
	});
	await openOrg(page, "Alpha");
	await fillIn(page, editOf("Ape"), { Name: "Reserved" });
	await rowOf(page, "Projects", "Ape").getByText("Refused").waitFor();
}

async function park({ emulator, device }: ConsoleScene): Promise<void> {
	const { control } = emulator;
	const beta = control.orgs().find(({ name }) => name === "Beta");
	control.changeOrg(beta?.id ?? "", { viewOnly: true });
	await openOrg(device.page, "Beta");
	await fillIn(device.page, newProject, { Name: "Later" });
	await device.statusSays(/1 change cannot be sent yet/);
	await rowOf(device.page, "Projects", "Later").getByText("Parked").waitFor();
}

async function lowerRole({ emulator, device }: ConsoleScene): Promise<void> {
	const { control } = emulator;
	const alpha = control.orgs().find(({ name }) => name === "Alpha");
	const olivia = "olivia.marlowe@example.com";
	control.setOrgRole(alpha?.id ?? "", "ed@example.com", "OrgOwner");
	control.setOrgRole(alpha?.id ?? "", olivia, "OrgViewer");
	await openOrg(device.page, "Alpha", "People");
	const remove = device.page.getByRole("button", { name: "Remove Ed Editor" });
	await remove.and(device.page.locator("[aria-disabled]")).waitFor();
	await remove.focus();
}
