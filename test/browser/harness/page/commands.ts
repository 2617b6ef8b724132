import type { OpenOptions } from "../orders.js";
import { keepDevice, open, type Place } from "./current-device.js";
import { lastEvents, openDevice, orgNamed } from "./device.js";
import { foreignCommands } from "./foreign-commands.js";
import { storageCommands } from "./storage-commands.js";

const { postMessage } = BroadcastChannel.prototype;

/** What a page can be told to do. Each takes and gives JSON. */
export const commands = {
	...storageCommands,
	...foreignCommands,
	open: async (options: OpenOptions) => {
		keepDevice(await openDevice(options));
	},
	close: async () => {
		const { replicator, session, store } = open();
		await replicator.close();
		await session.close();
		await store.close();
		keepDevice(undefined);
	},
	status: async () => open().replicator.status,
	inSync: () => open().replicator.whenInSync(),
	syncNow: () => open().replicator.syncNow(),
	lastEvents: async () => lastEvents(),
	traffic: async () => {
		const { requests, lastRequestAt } = open();
		return { requests, lastRequestAt };
	},
	network: async (online: boolean) => {
		open().online = online;
		if (online) dispatchEvent(new Event("online"));
	},
	/** Whether other tabs are told of anything. */
	speak: async (speaks: boolean) => {
		BroadcastChannel.prototype.postMessage = speaks ? postMessage : () => {};
	},
	orgs: async () => (await open().store.listUserOrgs()).map(({ name }) => name),
	projects: async (org: string) => {
		const found = await (await orgNamed(open(), org)).listProjects();
		return found.map(({ name }) => name);
	},
	pending: async () =>
		(await open().store.pending()).map(({ label, kind }) => ({ label, kind })),
	renameOrg: async ({ org, name }: Place) => {
		await (await orgNamed(open(), org)).update({ name });
	},
	createProject: async ({ org, name }: Place) => {
		await (await orgNamed(open(), org)).createProject(name);
	},
	/** One after the other, as fast as they are acknowledged. */
	createMany: async ({ org, name, count }: Place & { count: number }) => {
		const place = await orgNamed(open(), org);
		for (let n = 0; n < count; n++) await place.createProject(`${name} ${n}`);
	},
	createUser: async (given: {
		org: string;
		email: string;
		password: string;
	}) => {
		const org = await orgNamed(open(), given.org);
		const { email, password } = given;
		await org.createUser({ name: "Nia", email, password });
	},
	bearer: async () => {
		const answer = await open().session.bearer();
		return answer.ok;
	},
	signOut: () => open().session.signOut(),
	visibility: async () => document.visibilityState,
	keepPage: async () => {
		await navigator.serviceWorker.register("./worker.js");
		await navigator.serviceWorker.ready;
	},
	liveQueries: async (count: number) => {
		const { projects } = open().store;
		let emissions = 0;
		for (let n = 0; n < count; n++)
			projects
				.find({ selector: { name: { $gt: `p${n}` } }, limit: 10 })
				.$.subscribe(() => {
					emissions += 1;
				});
		Object.assign(globalThis, { emissions: () => emissions });
	},
	countProjects: () => open().store.projects.count().exec(),
	/** From an acknowledged edit until a subscriber has it, ms. */
	editToSubscriber: async ({ org, name }: Place) => {
		const handle = await orgNamed(open(), org);
		const [project] = await handle.listProjects();
		if (project === undefined) throw new Error("no project");
		const began = performance.now();
		const seen = new Promise<void>((resolve) => {
			project.name$.subscribe((now) => now === name && resolve());
		});
		await project.update({ name });
		const acknowledged = performance.now() - began;
		await seen;
		return { acknowledged, seen: performance.now() - began };
	},
} as const;
