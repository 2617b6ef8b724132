import {
	dexieStorage,
	openStore,
	systemEnvironment,
} from "@engine-offline/core";
import { memoryJournal } from "@engine-offline/core/memory";
import { developmentPassword, type Emulator } from "@engine-offline/emulator";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, expect, it } from "vitest";
import { createReplicator } from "../replicator/replicator.js";
import { restEngine } from "../rest/rest-engine.js";
import { calmTiming, startEmulator } from "../scenario/world.js";
import { createSession } from "../session/create-session.js";
import type { TokenStore } from "../session/token-store.js";
import { logout } from "./logout.js";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

interface Given {
	readonly account?: string;
	readonly email?: string;
	readonly indexedDB?: IDBFactory;
	readonly tokenStore?: TokenStore;
}

/** One account's store, session and replicator, in IndexedDB and with a journal. */
async function openAccount(emulator: Emulator, given: Given = {}) {
	const { account = "ann", indexedDB = new IDBFactory(), tokenStore } = given;
	const environment = systemEnvironment();
	const journal = memoryJournal();
	const storage = dexieStorage({ indexedDB, IDBKeyRange });
	const options = { engine: emulator.url, account, journal, storage };
	const store = await openStore(options);
	const engine = restEngine({ baseUrl: emulator.url, environment });
	const session = createSession({
		auth: engine.auth,
		environment,
		...(tokenStore === undefined ? {} : { tokenStore }),
	});
	const replicator = createReplicator(store, {
		engine,
		session,
		timing: calmTiming,
	});
	closing.push(async () => {
		await replicator.close();
		await session.close();
		await engine.close();
		await store.close();
	});
	const email = given.email ?? emulator.accounts[0]?.email ?? "";
	const signIn = (password = developmentPassword) =>
		replicator.signIn({ by: "password", email, password });
	const again = () => openStore(options);
	return { store, session, replicator, journal, indexedDB, signIn, again };
}

async function synced(...given: Parameters<typeof openAccount>) {
	const opened = await openAccount(...given);
	await opened.replicator.start();
	await opened.signIn();
	await opened.replicator.whenInSync();
	return opened;
}

it("[LG1] without wipe it signs out and keeps everything, and what waits goes out after the next sign-in", async () => {
	const emulator = await startEmulator();
	const { store, session, replicator, signIn } = await synced(emulator);
	expect(await logout({ store, session, replicator })).toEqual({
		kind: "kept",
	});
	expect(session.state.name).toBe("signed-out");
	expect(replicator.status.state).toBe("stopped");
	const [alpha] = await store.listUserOrgs();
	const change = await alpha?.update({ name: "Aleph" });
	await replicator.start();
	await signIn();
	expect(await change?.settled()).toEqual({ kind: "accepted" });
});

it("[LG2] with wipe it lists what would be lost, and everything goes on", async () => {
	const emulator = await startEmulator();
	const { store, session, replicator } = await synced(emulator);
	emulator.control.misbehave({ times: 1_000, do: { kind: "dropBefore" } });
	const [alpha] = await store.listUserOrgs();
	await alpha?.update({ name: "Aleph" });
	const answer = await logout({ store, session, replicator, wipe: true });
	expect(answer).toMatchObject({
		kind: "unsynced",
		unsynced: { items: [{ label: "Aleph" }] },
	});
	expect(session.state.name).toBe("signed-in");
	expect(replicator.status.state).not.toBe("stopped");
	expect((await store.listUserOrgs()).map(({ name }) => name)).toContain(
		"Aleph",
	);
});

it("[LG3] with wipe nothing of the account is left: no database, no journal, no token, no timer", async () => {
	const emulator = await startEmulator();
	const kept = new Map<string, string>();
	const tokenStore: TokenStore = {
		load: async () => kept.get("token"),
		save: async (token) => void kept.set("token", token),
		clear: async () => void kept.delete("token"),
	};
	const { store, session, replicator, indexedDB, journal, again } =
		await synced(emulator, { tokenStore });
	await store.createOrg("Unsent");
	expect(kept.size).toBe(1);
	const answer = await logout({
		store,
		session,
		replicator,
		wipe: true,
		discard: true,
	});
	expect(answer).toEqual({ kind: "wiped", remains: [] });
	expect([
		await indexedDB.databases(),
		[...journal.textByKey],
		[...kept],
	]).toEqual([[], [], []]);
	expect(await store.closed).toBe("wiped");
	const fresh = await again();
	expect(await fresh.listUserOrgs()).toEqual([]);
	expect(fresh.identity.userId).toBe("");
	await fresh.close();
});

it("[LG3] [WI9] pressed twice it wipes once, and both are answered", async () => {
	const emulator = await startEmulator();
	const account = await synced(emulator);
	const leave = () => logout({ ...account, wipe: true });
	const both = [leave(), leave()];
	const nothing = { kind: "wiped", remains: [] };
	expect(await Promise.all(both)).toEqual([nothing, nothing]);
	expect(await leave()).toEqual(nothing);
});

it("[LG4] a sign-in that fails wipes nothing", async () => {
	const emulator = await startEmulator();
	const { store, session, replicator, signIn } = await synced(emulator);
	await logout({ store, session, replicator });
	const change = await (await store.listUserOrgs())[0]?.update({
		name: "Aleph",
	});
	await replicator.start();
	expect((await signIn("wrong password")).ok).toBe(false);
	expect((await store.listUserOrgs()).map(({ name }) => name)).toEqual([
		"Aleph",
		"Beta",
	]);
	await signIn();
	expect(await change?.settled()).toEqual({ kind: "accepted" });
});

it("[LG5] [X8] two accounts on one device never see each other, on one Engine or two with the same e-mail", async () => {
	const [main, second] = [
		await startEmulator(),
		await startEmulator({
			seed: "second",
			fixtures: { orgs: [{ name: "Gamma" }] },
		}),
	];
	const indexedDB = new IDBFactory();
	const ann = await synced(main, { indexedDB });
	const annThere = await synced(second, { indexedDB });
	const names = async ({ store }: typeof ann) =>
		(await store.listUserOrgs()).map(({ name }) => name);
	expect(await names(ann)).toEqual(["Alpha", "Beta"]);
	expect(await names(annThere)).toEqual(["Gamma"]);
	await logout({ ...annThere, wipe: true });
	expect(await names(ann)).toEqual(["Alpha", "Beta"]);
	const change = await (await ann.store.listUserOrgs())[0]?.update({
		name: "Aleph",
	});
	expect(await change?.settled()).toEqual({ kind: "accepted" });
});

it("[LG6] a token store that cannot be cleared keeps no data here, and is named", async () => {
	const emulator = await startEmulator();
	const tokenStore: TokenStore = {
		load: async () => undefined,
		save: async () => {},
		clear: () => Promise.reject(new Error("locked")),
	};
	const { store, session, replicator, indexedDB } = await synced(emulator, {
		tokenStore,
	});
	expect(await logout({ store, session, replicator, wipe: true })).toEqual({
		kind: "wiped",
		remains: ["the token store"],
	});
	expect(await indexedDB.databases()).toEqual([]);
});
