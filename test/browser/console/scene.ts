import { createEmulator, type Emulator } from "@engine-offline/emulator";
import { findChromium } from "../chromium.js";
import { layGround } from "./ground.js";
import { type ConsolePage, openConsole } from "./page.js";
import { type ServedConsole, serveConsole } from "./serve.js";

type EmulatorOptions = NonNullable<Parameters<typeof createEmulator>[0]>;
type Fixture = Exclude<EmulatorOptions["fixtures"], string | undefined>;

/** A console and the Engine that it talks to. */
export interface ConsoleScene {
	readonly emulator: Emulator;
	readonly served: ServedConsole;
	readonly device: ConsolePage;
	close(): Promise<void>;
}

export async function openScene(
	fixtures: Fixture = people,
	options: EmulatorOptions = {},
): Promise<ConsoleScene> {
	const { browser, outDir } = await layGround();
	const emulator = await createEmulator({
		fixtures,
		seed: "console",
		...options,
	});
	const served = await serveConsole(outDir, emulator.url);
	const device = await openConsole(browser, served.url);
	return {
		emulator,
		served,
		device,
		close: async () => {
			await device.close();
			await served.close();
			await emulator.close();
		},
	};
}

/** Whether the browser tests can run; on CI a missing Chromium is a failure, not a reason to skip. */
export const canRun = findChromium() !== undefined || Boolean(process.env.CI);

/** Two orgs with projects, and every kind of person. */
export const people: Fixture = {
	accounts: [
		{ name: "Olivia Marlowe", email: "olivia.marlowe@example.com" },
		{ name: "Ed Editor", email: "ed@example.com" },
		{ name: "Vera Viewer", email: "vera@example.com" },
		{ name: "Xenia Extern", email: "xenia@example.org" },
		{ name: "Newton Nobody", email: "newton@example.com" },
	],
	orgs: [
		{
			name: "Alpha",
			description: "Forecasts for the north.",
			members: [
				{ email: "ed@example.com", role: "OrgEditor" },
				{ email: "vera@example.com", role: "OrgViewer" },
			],
			projects: [
				{
					name: "Ant",
					description: "Churn of small customers.",
					members: [{ email: "xenia@example.org", role: "ProjectViewer" }],
				},
				{ name: "Ape" },
			],
		},
		{ name: "Beta", subscribed: true, projects: [] },
	],
};
