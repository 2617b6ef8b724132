import { dexieStorage, openStore, type Store } from "@engine-offline/core";
import {
	createTabWorld,
	type SimulatedTab,
	storageOfTab,
	type TabWorld,
} from "@engine-offline/core/simulated-tabs";
import {
	applyChanges,
	buildFixture,
	createDirectControl,
	createEmptyState,
	createMachine,
	type DirectControl,
	developmentPassword,
	type GroundTruth,
	groundTruth,
	type Machine,
	readFixture,
} from "@engine-offline/emulator/machine";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach } from "vitest";
import { createReplicator, type Replicator } from "../replicator/replicator.js";
import { restEngine } from "../rest/rest-engine.js";
import { peopleFixture } from "../scenario/fault-world.js";
import { createSession } from "../session/create-session.js";
import type { Session } from "../session/session.js";

const BASE_URL = "http://127.0.0.1:4810";
const LATENCY_MS = 20;

/** A request that reached the Engine, or was lost on the way back. */
export interface Asked {
	readonly tab: string;
	/** Method and path, such as `POST /orgs`. */
	readonly call: string;
	readonly body: string;
}

/** A tab with everything an app has in it. */
export interface AppTab {
	readonly tab: SimulatedTab;
	readonly store: Store;
	readonly session: Session;
	readonly replicator: Replicator;
	close(): Promise<void>;
}

/** Tabs of one account, and the Engine, in virtual time. */
export interface Origin {
	readonly world: TabWorld;
	readonly engine: DirectControl;
	/** What the Engine has. */
	truth(): GroundTruth;
	readonly asked: readonly Asked[];
	openTab(
		id: string,
		options?: { readonly signedIn?: boolean },
	): Promise<AppTab>;
	/** While it answers true, the Engine's answer never comes. */
	loseAnswers(rule: (asked: Asked) => boolean): void;
	/** The tabs that hold the lock of the leader. */
	leaders(): string[];
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** Everything that is ready goes on, fake-indexeddb too. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 25; turn++)
		await new Promise((resolve) => setImmediate(resolve));
}

let accounts = 0;

export function openOrigin(): Origin {
	const world = createTabWorld(settle);
	const { changes } = buildFixture(readFixture(peopleFixture), {
		seed: "tabs",
	});
	const machine = createMachine({
		now: () => 1_700_000_000_000 + world.time.now(),
		seed: "tabs",
		state: applyChanges(createEmptyState(), changes),
	});
	const network = createNetwork(world, machine);
	const account = `origin-${++accounts}`;
	const indexedDB = new IDBFactory();
	let leadLock = "";
	return {
		world,
		asked: network.asked,
		loseAnswers: network.loseAnswers,
		engine: createDirectControl(machine),
		truth: () => groundTruth(machine),
		leaders: () => world.locks.holders(leadLock),
		openTab: async (id, { signedIn = true } = {}) => {
			const tab: SimulatedTab = world.openTab(id, {
				fetch: network.fetchOf(() => tab),
				random: () => 0.5,
			});
			const storage = dexieStorage({ indexedDB, IDBKeyRange });
			const app = await openApp(tab, {
				account,
				signedIn,
				storage: storageOfTab(storage, id),
			});
			leadLock = app.leadLock;
			closing.push(app.close);
			return app;
		},
	};
}

/** Two tabs that replicate, the first one leading. */
export async function twoTabs() {
	const origin = openOrigin();
	const one = await origin.openTab("one");
	const two = await origin.openTab("two");
	void one.replicator.start();
	await origin.world.time.advance(5_000);
	void two.replicator.start();
	await origin.world.time.advance(5_000);
	return { ...origin, one, two };
}

export const orgNamed = async ({ store }: AppTab, name: string) => {
	const found = (await store.listUserOrgs()).find((org) => org.name === name);
	if (found === undefined) throw new Error(`no org ${name}`);
	return found;
};

/** How often that was asked of the Engine. */
export const count = (asked: readonly Asked[], call: string) =>
	asked.filter((one) => one.call === call).length;

/** The way to the Engine: it answers after a while, or its answer is lost. */
function createNetwork(world: TabWorld, machine: Machine) {
	const asked: Asked[] = [];
	let isLost: (one: Asked) => boolean = () => false;
	const fetchOf = (tab: () => SimulatedTab): typeof fetch => {
		return (input, init) =>
			new Promise((resolve, reject) => {
				const request = toRequest(String(input), init);
				const call = `${request.method} ${request.url.replace("/api/v1", "")}`;
				const one = { tab: tab().id, call, body: request.body };
				init?.signal?.addEventListener("abort", () =>
					reject(new DOMException("Aborted", "AbortError")),
				);
				// The request is on its way, whatever becomes of the tab.
				world.time.setTimer(() => {
					asked.push(one);
					const { status, headers, body } = machine.handle(request);
					if (isLost(one)) return;
					tab().environment.setTimer(
						() => resolve(new Response(body, { status, headers })),
						LATENCY_MS,
					);
				}, LATENCY_MS);
			});
	};
	const loseAnswers = (rule: (one: Asked) => boolean) => {
		isLost = rule;
	};
	return { asked, fetchOf, loseAnswers };
}

function toRequest(url: string, init: RequestInit | undefined) {
	return {
		method: init?.method ?? "GET",
		url: url.slice(BASE_URL.length),
		headers: Object.fromEntries(new Headers(init?.headers)),
		body: typeof init?.body === "string" ? init.body : "",
	};
}

interface AppOptions {
	readonly account: string;
	readonly signedIn: boolean;
	readonly storage: ReturnType<typeof storageOfTab>;
}

async function openApp(tab: SimulatedTab, options: AppOptions) {
	const { environment } = tab;
	const { account, storage, signedIn } = options;
	const store = await openStore({
		engine: BASE_URL,
		account,
		storage,
		environment,
	});
	const engine = restEngine({ baseUrl: BASE_URL, environment });
	const email = "olivia@example.com";
	const password = developmentPassword;
	const session = createSession({
		auth: engine.auth,
		environment,
		...(signedIn ? { credentials: { by: "password", email, password } } : {}),
	});
	const replicator = createReplicator(store, { engine, session });
	const close = once(async () => {
		// What a dead process had under way never ends.
		if (!tab.isDead) await replicator.close();
		await session.close();
		await engine.close();
		await store.close();
	});
	const leadLock = `${store.orgs.database.name}:lead`;
	return { tab, store, session, replicator, close, leadLock };
}

function once(run: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | undefined;
	return () => {
		running ??= run();
		return running;
	};
}
