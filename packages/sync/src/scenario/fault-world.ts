import type { OrgHandle } from "@engine-offline/core";
import type { Emulator, EmulatorOptions } from "@engine-offline/emulator";
import { filter, firstValueFrom } from "rxjs";
import type { Status } from "../status/status.js";
import { testStorage } from "./test-storage.js";
import {
	type Device,
	type DeviceOptions,
	openDevice,
	startEmulator,
} from "./world.js";

/** Two orgs and four people, one of them in no org. */
export const peopleFixture = {
	accounts: [
		{ name: "Olivia", email: "olivia@example.com", phone: "1" },
		{ name: "Eve", email: "eve@example.com" },
		{ name: "Vic", email: "vic@example.com" },
		{ name: "Sam", email: "sam@example.com" },
	],
	orgs: [
		{
			name: "Alpha",
			description: "first",
			projects: [
				{ name: "Ant", description: "small" },
				{ name: "Ape", description: "big" },
			],
			members: [
				{ email: "eve@example.com", role: "OrgEditor" },
				{ email: "vic@example.com", role: "OrgViewer" },
			],
		},
		{
			name: "Beta",
			description: "second",
			projects: [{ name: "Bat" }],
			members: [{ email: "eve@example.com", role: "OrgOwner" }],
		},
	],
};

export interface Scene {
	readonly emulator: Emulator;
	readonly device: Device;
	readonly alpha: OrgHandle;
}

/** Short and not even: what is tried again soon is tried again in some milliseconds. */
export const hasty = { random: () => 0.01 };

export interface SceneOptions extends DeviceOptions {
	readonly engine?: EmulatorOptions;
}

/** An emulator, and a device of its owner after a first sync. */
export async function openScene(options: SceneOptions = {}): Promise<Scene> {
	const { engine, ...own } = options;
	const emulator = await startEmulator({ fixtures: peopleFixture, ...engine });
	const device = await openHasty(emulator, own);
	await device.replicator.syncNow();
	return { emulator, device, alpha: await orgNamed(device, "Alpha") };
}

export function openHasty(
	emulator: Emulator,
	options: DeviceOptions = {},
): Promise<Device> {
	return openDevice(emulator, {
		storage: testStorage(),
		...options,
		environment: { ...hasty, ...options.environment },
	});
}

export async function orgNamed(
	{ store }: Device,
	name: string,
): Promise<OrgHandle> {
	const found = (await store.listUserOrgs()).find((org) => org.name === name);
	if (found === undefined) throw new Error(`no org ${name}`);
	return found;
}

export function until(
	{ replicator }: Device,
	fits: (status: Status) => boolean,
): Promise<Status> {
	return firstValueFrom(replicator.status$.pipe(filter(fits)));
}

export const projectNames = async (org: OrgHandle) =>
	(await org.listProjects()).map(({ name }) => name).sort();

export const memberMails = async (org: OrgHandle) =>
	(await org.listUsers()).map(({ user }) => user.email).sort();

/** What the Engine holds, by names. */
export function engineNames({ control }: Emulator) {
	const { orgs, projects } = control.groundTruth();
	return {
		orgs: orgs.map(({ name }) => name).sort(),
		projects: projects.map(({ name }) => name).sort(),
	};
}

export function engineOrg(
	{ control }: Emulator,
	id: string,
): { name: string; description: string } {
	const org = control.groundTruth().orgs.find((one) => one.id === id);
	if (org === undefined) throw new Error(`no org ${id} on the Engine`);
	return org;
}

/** The writes that the Engine was sent, by rpc. */
export function writes({ control }: Emulator): string[] {
	return control
		.requests()
		.flatMap(({ rpc }) => rpc ?? [])
		.filter((rpc) => !/^(List|Get|SignIn|Refresh)/.test(rpc));
}

export const issueKinds = ({ store }: Device) =>
	store.issues.list().map(({ kind }) => kind);

export const issueCodes = ({ store }: Device) =>
	store.issues.list().map(({ code }) => code);

export const asOlivia = "olivia@example.com";
export const asEve = "eve@example.com";
export const asVic = "vic@example.com";
export const asSam = "sam@example.com";

/** An answer that says no as the Engine does. */
export const refusal = (
	status: number,
	code: number,
	{ reason = "", suggestion = "" } = {},
) => ({
	kind: "answer" as const,
	status,
	body: {
		code,
		message: "No.",
		details: [
			{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason },
			{ "@type": "type.googleapis.com/api.SuggestionInfo", suggestion },
		],
	},
});
