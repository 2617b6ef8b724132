import type { OrgHandle, WrittenChange } from "@engine-offline/core";
import type { Emulator } from "@engine-offline/emulator";
import { describe, expect, it } from "vitest";
import { calmTiming, type Device, openDevice, startEmulator } from "./world.js";

/** One row of the Engine's object model: done through the store, seen at once here and in the end on the Engine. */
interface Row {
	readonly row: string;
	/** Does it; answers the change, or nothing for a row that only reads. */
	readonly act: (scene: Scene) => Promise<WrittenChange | undefined>;
	/** What this device shows at once, with or without a network. */
	readonly here: (scene: Scene) => Promise<unknown>;
	/** What the Engine holds once the change is settled. */
	readonly there: (scene: Scene) => unknown;
	readonly expected: unknown;
}

interface Scene {
	readonly emulator: Emulator;
	readonly device: Device;
	readonly alpha: OrgHandle;
}

const people = {
	accounts: [
		{ name: "Olga Owner", email: "olga@example.com" },
		{ name: "Max Member", email: "max@example.com" },
		{ name: "Sam Stranger", email: "sam@example.com" },
		{ name: "Eva External", email: "eva@example.com" },
	],
	orgs: [
		{
			name: "Alpha",
			description: "first",
			subscribed: false,
			members: [{ email: "max@example.com", role: "OrgViewer" }],
			projects: [
				{
					name: "Ant",
					description: "small",
					members: [{ email: "eva@example.com", role: "ProjectViewer" }],
				},
			],
		},
		{ name: "Beta", subscribed: false, projects: [] },
	],
};

const reads = async () => undefined;

const orgsHere = async ({ device }: Scene) =>
	(await device.store.listUserOrgs()).map(({ name, description }) => [
		name,
		description,
	]);
const orgsThere = ({ emulator }: Scene) =>
	emulator.control
		.groundTruth()
		.orgs.map(({ name, description }) => [name, description]);

const membersHere = async ({ alpha }: Scene) =>
	(await alpha.listUsers())
		.map(({ user, role, external }) => [user.email, role, external])
		.sort();
const membersThere = ({ emulator, alpha }: Scene) => {
	const { members, users } = emulator.control.groundTruth();
	return members
		.filter(({ orgId }) => orgId === alpha.id)
		.map(({ userId, role, external }) => [
			users.find(({ id }) => id === userId)?.email,
			role,
			external,
		])
		.sort();
};

const projectsHere = async ({ alpha }: Scene) =>
	(await alpha.listProjects()).map(({ name, description }) => [
		name,
		description,
	]);
const projectsThere = ({ emulator, alpha }: Scene) =>
	emulator.control
		.groundTruth()
		.projects.filter(({ org }) => org?.id === alpha.id)
		.map(({ name, description }) => [name, description]);

const eva = ["eva@example.com", "OrgExternal", true];
const max = ["max@example.com", "OrgViewer", false];
const olga = ["olga@example.com", "OrgOwner", false];
const beta = ["Beta", ""];

const rows: readonly Row[] = [
	{
		row: "Org.name",
		act: ({ alpha }) => alpha.update({ name: "Alpha 2" }),
		here: async ({ alpha }) => alpha.name,
		there: (scene) => orgsThere(scene)[0]?.[0],
		expected: "Alpha 2",
	},
	{
		row: "Org.description",
		act: ({ alpha }) => alpha.update({ description: "" }),
		here: async ({ alpha }) => alpha.description,
		there: (scene) => orgsThere(scene)[0]?.[1],
		expected: "",
	},
	{
		row: "Org.update",
		act: ({ alpha }) => alpha.update({ name: "A", description: "b" }),
		here: orgsHere,
		there: orgsThere,
		expected: [["A", "b"], beta],
	},
	{
		row: "Org.update leaves out what is not given",
		act: ({ alpha }) => alpha.update({ name: "A" }),
		here: orgsHere,
		there: orgsThere,
		expected: [["A", "first"], beta],
	},
	{
		row: "Org.delete",
		act: ({ alpha }) => alpha.delete(),
		here: orgsHere,
		there: orgsThere,
		expected: [beta],
	},
	{
		row: "Org.list_user_orgs",
		act: reads,
		here: orgsHere,
		there: orgsThere,
		expected: [["Alpha", "first"], beta],
	},
	{
		row: "Org.list_users, OrgUser.user, OrgUser.role, OrgUser.external",
		act: reads,
		here: membersHere,
		there: membersThere,
		expected: [eva, max, olga],
	},
	{
		row: "Org.add_user",
		act: async ({ alpha }) =>
			(await alpha.addUser("sam@example.com", "OrgEditor")).change,
		here: membersHere,
		there: membersThere,
		expected: [eva, max, olga, ["sam@example.com", "OrgEditor", false]],
	},
	{
		row: "Org.add_user as OrgViewer by default",
		act: async ({ alpha }) => (await alpha.addUser("sam@example.com")).change,
		here: membersHere,
		there: membersThere,
		expected: [eva, max, olga, ["sam@example.com", "OrgViewer", false]],
	},
	{
		row: "Org.create_user",
		act: async ({ alpha }) =>
			(await alpha.createUser({ name: "New", email: "new@example.com" }))
				.change,
		here: membersHere,
		there: membersThere,
		expected: [eva, max, ["new@example.com", "OrgViewer", false], olga],
	},
	{
		row: "Org.create_user with password and role",
		act: async ({ alpha }) =>
			(
				await alpha.createUser({
					name: "New",
					email: "new@example.com",
					password: "correct horse battery",
					role: "OrgEditor",
				})
			).change,
		here: membersHere,
		there: membersThere,
		expected: [eva, max, ["new@example.com", "OrgEditor", false], olga],
	},
	{
		row: "Org.remove_user",
		act: ({ alpha }) => alpha.removeUser("max@example.com"),
		here: membersHere,
		there: membersThere,
		expected: [eva, olga],
	},
	{
		row: "Org.list_projects",
		act: reads,
		here: projectsHere,
		there: projectsThere,
		expected: [["Ant", "small"]],
	},
	{
		row: "Org.create_project",
		act: async ({ alpha }) => (await alpha.createProject("Bee", "busy")).change,
		here: projectsHere,
		there: projectsThere,
		expected: [
			["Ant", "small"],
			["Bee", "busy"],
		],
	},
	{
		row: "Org.create_project without a description",
		act: async ({ alpha }) => (await alpha.createProject("Bee")).change,
		here: projectsHere,
		there: projectsThere,
		expected: [
			["Ant", "small"],
			["Bee", ""],
		],
	},
	{
		row: "Org.get_project, then update it",
		act: async ({ alpha, emulator }) => {
			const [ant] = emulator.control.groundTruth().projects;
			const project = await alpha.getProject(ant?.id ?? "");
			return project.update({ name: "Ant 2" });
		},
		here: projectsHere,
		there: projectsThere,
		expected: [["Ant 2", "small"]],
	},
	{
		row: "Project.delete",
		act: async ({ alpha }) => (await alpha.listProjects())[0]?.delete(),
		here: projectsHere,
		there: projectsThere,
		expected: [],
	},
];

async function openScene(): Promise<Scene> {
	const emulator = await startEmulator({ fixtures: people });
	const device = await openDevice(emulator, { timing: calmTiming });
	expect(await device.replicator.syncNow()).toMatchObject({ state: "in-sync" });
	const alpha = (await device.store.listUserOrgs())[0];
	if (alpha === undefined) throw new Error("The first sync brought no org.");
	return { emulator, device, alpha };
}

describe.each(rows)("[RE10] $row", ({ act, here, there, expected }) => {
	it("works online", async () => {
		const scene = await openScene();
		const change = await act(scene);
		expect(await here(scene)).toEqual(expected);
		if (change !== undefined)
			expect(await change.settled()).toEqual({ kind: "accepted" });
		expect(there(scene)).toEqual(expected);
		expect(await here(scene)).toEqual(expected);
	});

	it("works offline, and syncs later", async () => {
		const scene = await openScene();
		const before = scene.emulator.control.groundTruth();
		await scene.device.replicator.stop();
		const change = await act(scene);
		expect(await here(scene)).toEqual(expected);
		expect(scene.emulator.control.groundTruth()).toEqual(before);
		const status = await scene.device.replicator.syncNow();
		expect(status).toMatchObject({ state: "in-sync", waiting: 0, issues: 0 });
		if (change !== undefined)
			expect(await change.settled()).toEqual({ kind: "accepted" });
		expect(there(scene)).toEqual(expected);
		expect(await here(scene)).toEqual(expected);
	});
});
