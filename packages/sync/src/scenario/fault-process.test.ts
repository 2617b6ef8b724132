import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileStorage } from "@engine-offline/core/node";
import type { Emulator } from "@engine-offline/emulator";
import { afterEach, describe, expect, it } from "vitest";
import { type MortalOptions, openMortal } from "./fault-mortal.js";
import {
	engineNames,
	engineOrg,
	issueKinds,
	memberMails,
	openHasty,
	orgNamed,
	peopleFixture,
	projectNames,
	writes,
} from "./fault-world.js";
import { startEmulator } from "./world.js";

let stores = 0;

const folders: string[] = [];
afterEach(async () => {
	for (const folder of folders.splice(0))
		await rm(folder, { recursive: true, force: true });
});

/** A first life after its first sync, and a way to the next. */
async function live(options: MortalOptions = {}) {
	const emulator = await startEmulator({ fixtures: peopleFixture });
	const account = `mortal-${++stores}`;
	const first = await openMortal(emulator, { account, ...options });
	await first.replicator.syncNow();
	const { storage } = options;
	const next = async () => {
		await first.bury();
		return openHasty(emulator, {
			account,
			...(storage === undefined ? {} : { storage }),
		});
	};
	return { emulator, first, next, alpha: await orgNamed(first, "Alpha") };
}

const isCreate = (url: string, method: string) =>
	method === "POST" && url.endsWith("/projects");

const updates = ({ control }: Emulator) =>
	control.requests({ rpc: "UpdateOrg" }).map(({ body }) => body.name);

describe("a process that ends", () => {
	it("[P1] in the middle of a local write: what was acknowledged is there, what was not is not", async () => {
		let fatal = false;
		const { first, next, alpha } = await live({
			beforeWrite: () => fatal && first.kill(),
		});
		await first.replicator.stop();
		await alpha.update({ name: "Alpha 2" });
		fatal = true;
		const lost = alpha.update({ name: "Alpha 3" });
		await expect(lost).rejects.toThrow();
		const second = await next();
		const [pending, ...more] = await second.store.pending();
		expect(pending).toMatchObject({ kind: "update", fields: ["name"] });
		expect(more).toEqual([]);
		expect((await orgNamed(second, "Alpha 2")).description).toBe("first");
	});

	it("[P1] after the bytes were written and before that was said: the edit is wholly there", async () => {
		let fatal = false;
		const { emulator, first, next, alpha } = await live({
			afterWrite: () => fatal && first.kill(),
		});
		await first.replicator.stop();
		fatal = true;
		const unsaid = alpha.update({ name: "Alpha 2", description: "both" });
		await expect(unsaid).rejects.toThrow();
		const second = await next();
		const org = await orgNamed(second, "Alpha 2");
		expect(org.description).toBe("both");
		expect((await second.replicator.syncNow()).state).toBe("in-sync");
		expect(engineOrg(emulator, org.remoteId)).toMatchObject({
			name: "Alpha 2",
			description: "both",
		});
	});

	it("[P1] after the delete of an org and before its children followed: nobody sees them alive", async () => {
		let fatal = false;
		const { first, next, alpha } = await live({
			afterWrite: () => fatal && first.kill(),
		});
		await first.replicator.stop();
		fatal = true;
		await expect(alpha.delete()).rejects.toThrow();
		const second = await next();
		const projects = await second.store.projects.find().exec();
		expect(projects.map(({ name }) => name)).toEqual(["Bat"]);
	});

	it.each(["before it took place", "after it took place"])(
		"[P2] in the middle of a push, %s: asked about, never blindly sent again",
		async (when) => {
			const { emulator, first, next, alpha } = await live();
			const at = when.startsWith("before") ? "before" : "after";
			const hold = emulator.control.hold(
				{ rpc: ["CreateProject", "UpdateOrg"] },
				at,
			);
			const project = await alpha.createProject("Bee", "new");
			const renamed = await alpha.update({ name: "Alpha 2" });
			await hold.caught(2);
			first.kill();
			const second = await next();
			const pending = await second.store.pending();
			expect(pending.map(({ state }) => state)).toEqual(["sending", "sending"]);
			hold.end();
			await second.replicator.syncNow();
			expect(await second.store.settled(project.change)).toEqual({
				kind: "accepted",
			});
			expect(await second.store.settled(renamed)).toEqual({ kind: "accepted" });
			expect(engineNames(emulator).projects).toEqual([
				"Ant",
				"Ape",
				"Bat",
				"Bee",
			]);
			if (at === "after")
				expect(writes(emulator).sort()).toEqual(["CreateProject", "UpdateOrg"]);
			expect(issueKinds(second)).toEqual([]);
			expect(await projectNames(await orgNamed(second, "Alpha 2"))).toEqual([
				"Ant",
				"Ape",
				"Bee",
			]);
		},
	);

	it("[P2] before the request left, with the claim written down: it goes out once", async () => {
		const { emulator, first, next, alpha } = await live({
			observe: ({ kind }) => kind === "sent" && first.kill(),
		});
		const renamed = await alpha.update({ name: "Alpha 2" });
		const project = await alpha.createProject("Bee").catch(() => undefined);
		const second = await next();
		await second.replicator.syncNow();
		expect(await second.store.settled(renamed)).toEqual({ kind: "accepted" });
		if (project !== undefined)
			expect(await second.store.settled(project.change)).toEqual({
				kind: "accepted",
			});
		expect(updates(emulator)).toEqual(["Alpha 2"]);
	});

	it("[P3] after the Engine said yes and before that was written down: recognised, not sent again", async () => {
		let fatal = false;
		const { emulator, first, next, alpha } = await live({
			answered: (url, method) =>
				fatal && (method === "PUT" || isCreate(url, method)) && first.kill(),
		});
		fatal = true;
		const project = await alpha.createProject("Bee", "new");
		await emulator.control.nextRequest({ rpc: "CreateProject" });
		const second = await next();
		await second.replicator.syncNow();
		expect(await second.store.settled(project.change)).toEqual({
			kind: "accepted",
		});
		expect(writes(emulator)).toEqual(["CreateProject"]);
		const same = await second.store.project(project.id);
		expect(same.remoteId).not.toBe("");
		expect(issueKinds(second)).toEqual([]);
	});

	it("[P3] an edit made after the restart goes on top of what had been accepted", async () => {
		const { emulator, first, next, alpha } = await live({
			answered: (_, method) => method === "PUT" && first.kill(),
		});
		const renamed = await alpha.update({ name: "Alpha 2" });
		await emulator.control.nextRequest({ rpc: "UpdateOrg" });
		const second = await next();
		const org = await orgNamed(second, "Alpha 2");
		const again = await org.update({ name: "Alpha 3" });
		await second.replicator.syncNow();
		expect(await second.store.settled(renamed)).toEqual({ kind: "accepted" });
		expect(await again.settled()).toEqual({ kind: "accepted" });
		expect(updates(emulator)).toEqual(["Alpha 2", "Alpha 3"]);
		expect(issueKinds(second)).toEqual([]);
	});

	it("[P3] an account that was made before the end is not made twice, and its password is nowhere on disk", async () => {
		const directory = await mkdtemp(join(tmpdir(), "fault-process-"));
		folders.push(directory);
		const { emulator, first, next, alpha } = await live({
			storage: fileStorage({ directory }),
			answered: (url, method) =>
				method === "POST" && url.endsWith("/users") && first.kill(),
		});
		const nora = { name: "Nora", email: "nora@example.com" };
		const password = "canary-password-1";
		const made = await alpha.createUser({ ...nora, password });
		await emulator.control.nextRequest({ rpc: "CreateUser" });
		const second = await next();
		await second.replicator.syncNow();
		expect(await second.store.settled(made.change)).toEqual({
			kind: "accepted",
		});
		expect(writes(emulator)).toEqual(["CreateUser", "CreateOrgUser"]);
		expect(emulator.control.mails()).toHaveLength(1);
		expect(await memberMails(await orgNamed(second, "Alpha"))).toContain(
			nora.email,
		);
		expect(await filesWith(directory, nora.email)).not.toEqual([]);
		expect(await filesWith(directory, password)).toEqual([]);
	});

	it("[X3] a password that was not sent before the end is asked for again", async () => {
		const directory = await mkdtemp(join(tmpdir(), "fault-process-"));
		folders.push(directory);
		const { emulator, first, next, alpha } = await live({
			storage: fileStorage({ directory }),
		});
		await first.replicator.stop();
		const made = [];
		for (const name of ["nora", "nils"]) {
			const email = `${name}@example.com`;
			const password = `canary-password-${name}`;
			made.push(await alpha.createUser({ name, email, password }));
		}
		const second = await next();
		const status = await second.replicator.syncNow();
		expect(status).toMatchObject({ state: "parked", parked: 2 });
		const parked = (await second.store.pending()).map((each) => each.parked);
		expect(parked.map((why) => why?.reason)).toEqual([
			"password-needed",
			"password-needed",
		]);
		expect(writes(emulator)).toEqual([]);
		const users = await (await orgNamed(second, "Alpha")).listUsers();
		const invited = users.filter(({ user }) => user.invited);
		const [email = ""] = invited.map(({ user }) => user.email);
		await invited[0]?.givePassword("canary-password-new");
		await invited[1]?.givePassword();
		for (const { change } of made)
			expect(await second.store.settled(change)).toEqual({ kind: "accepted" });
		const given = emulator.control.account(email);
		expect(given.password).toBe("canary-password-new");
		expect(emulator.control.mails()).toHaveLength(2);
		expect(await filesWith(directory, "canary-password")).toEqual([]);
	});
});

/** The files under a folder in whose bytes a text stands. */
async function filesWith(folder: string, text: string): Promise<string[]> {
	const found: string[] = [];
	const entries = await readdir(folder, {
		recursive: true,
		withFileTypes: true,
	});
	for (const entry of entries.filter((each) => each.isFile())) {
		const path = join(entry.parentPath, entry.name);
		const bytes = await readFile(path);
		const forms = [
			Buffer.from(text),
			Buffer.from(text, "utf16le"),
			Buffer.from(Buffer.from(text).toString("base64").slice(0, -4)),
		];
		if (forms.some((form) => bytes.includes(form))) found.push(path);
	}
	return found;
}
