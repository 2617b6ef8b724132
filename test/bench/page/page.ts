import { openStore, type Store, systemEnvironment } from "@engine-offline/core";
import {
	createReplicator,
	createSession,
	restEngine,
} from "@engine-offline/sync";
import {
	createLike,
	putRows,
	readStored,
	type StoredCollection,
} from "./raw-indexed-db.js";

export interface RoundOrder {
	readonly baseUrl: string;
	readonly email: string;
	readonly password: string;
	/** Names the databases of this round, so that each begins empty. */
	readonly round: string;
	/** How many single writes are timed on each side. */
	readonly writes: number;
}

/** All in ms. */
export interface RoundResult {
	readonly rows: number;
	readonly bytes: number;
	readonly indexes: number;
	/** The list over HTTP and through JSON.parse alone, nothing stored. */
	readonly listOnly: number;
	readonly firstSync: number;
	readonly rawPut: number;
	readonly localWrites: readonly number[];
	readonly rawWrites: readonly number[];
}

async function timed(run: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await run();
	return performance.now() - began;
}

async function runRound(order: RoundOrder): Promise<RoundResult> {
	const environment = systemEnvironment();
	const before = new Set(await databaseNames());
	const store = await openStore({ engine: "bench", account: order.round });
	const engine = restEngine({ baseUrl: order.baseUrl, environment });
	const session = createSession({ auth: engine.auth, environment });
	const { email, password } = order;
	await session.signIn({ by: "password", email, password });
	const replicator = createReplicator(store, { engine, session });
	const firstSync = await timed(async () => {
		const { state } = await replicator.syncNow();
		if (state !== "in-sync") throw new Error(`The first sync ended ${state}.`);
	});
	await replicator.close();
	const own = (await databaseNames()).filter((name) => !before.has(name));
	const stored = await readStored(
		own.find((name) => name.endsWith("--projects")) ?? "",
	);
	const raw = await createLike(`raw-${order.round}`, stored);
	const rawPut = await timed(() => putRows(raw, stored.rows));
	const writes = await singleWrites(store, raw, { stored, order });
	const listOnly = await listAlone(order);
	raw.close();
	await session.close();
	await store.close();
	return {
		rows: stored.rows.length,
		bytes: JSON.stringify(stored.rows).length,
		indexes: stored.indexes.length,
		listOnly,
		firstSync,
		rawPut,
		...writes,
	};
}

/** Local inserts through the gate and raw puts of such a row, in turn. */
async function singleWrites(
	store: Store,
	raw: IDBDatabase,
	{ stored, order }: { stored: StoredCollection; order: RoundOrder },
) {
	const [org] = await store.listUserOrgs();
	if (org === undefined) throw new Error("The Engine showed no org.");
	const localWrites: number[] = [];
	const rawWrites: number[] = [];
	for (let index = 0; index < order.writes; index += 1) {
		const id = crypto.randomUUID();
		const row = { ...stored.rows[index], id };
		const project = { id, orgId: org.id, name: `New ${index}` };
		localWrites.push(await timed(() => store.projects.insert(project)));
		rawWrites.push(await timed(() => putRows(raw, [row])));
	}
	return { localWrites, rawWrites };
}

async function listAlone(order: RoundOrder): Promise<number> {
	const post = await fetch(`${order.baseUrl}/api/v1/users:signInWithEmail`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ email: order.email, password: order.password }),
	});
	const { token } = await post.json();
	const get = (path: string) =>
		fetch(`${order.baseUrl}/api/v1${path}`, {
			headers: { authorization: `Bearer ${token}` },
		}).then((response) => response.json());
	const { orgs } = await get("/orgs");
	return timed(() => get(`/orgs/${orgs[0].id}/projects`));
}

async function databaseNames(): Promise<string[]> {
	return (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
}

declare global {
	interface Window {
		runRound: typeof runRound;
	}
}
window.runRound = runRound;
