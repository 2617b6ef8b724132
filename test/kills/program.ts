import {
	openStore,
	type Store,
	type StoreOptions,
	type StoreStorage,
} from "@engine-offline/core";
import { isDeletion, lifeOf, stepOf, textOf } from "./life.js";
import type { Order, Recovered, Taken } from "./order.js";
import type { Talk } from "./talk.js";

export interface Surroundings {
	readonly talk: Talk;
	readonly openStorage: (order: Order) => StoreStorage;
	/** Whether the browser destroyed what the first start wrote; see `Opened`. */
	readonly originIsNew: () => Promise<boolean>;
	/** The same of the journal's bucket; asked once the store is open. */
	readonly bucketIsNew?: () => Promise<boolean>;
}

/** The program that is killed: it shows what the store holds, then writes until it dies. */
export async function runProgram(surroundings: Surroundings): Promise<void> {
	const { talk } = surroundings;
	try {
		await showAndWrite(surroundings);
	} catch (error) {
		await talk.failed(error);
	}
}

async function showAndWrite(surroundings: Surroundings): Promise<void> {
	const { talk, openStorage, originIsNew } = surroundings;
	const { bucketIsNew = async () => false } = surroundings;
	const { order } = talk;
	const began = performance.now();
	const store = await openTwice({
		engine: "kills",
		account: "one",
		storage: openStorage(order),
		...(order.journal ? {} : { journal: false }),
	});
	const shown = await shownBy(store);
	const openMs = performance.now() - began;
	const recovered = recoveredBy(store);
	const isNew = {
		originIsNew: await originIsNew(),
		bucketIsNew: await bucketIsNew(),
	};
	await talk.opened({ ...isNew, shown, recovered, openMs });
	// The next opening tells of what is lost then.
	await store.dismissRecovery();
	if (order.mode === "write") return write(store, talk);
	await store.close();
	await talk.closed();
}

/** As somebody does who loads the page again when it says that the store did not open. */
const openTwice = (options: StoreOptions): Promise<Store> =>
	openStore(options).catch(() => openStore(options));

const HOME = "home";

async function shownBy(store: Store): Promise<Taken[]> {
	const orgs = await store.orgs.find().exec();
	const projects = await store.projects.find().exec();
	return [...orgs, ...projects]
		.filter(({ id }) => id !== HOME)
		.map((document) => [document.id, stepOf(document.id, document) ?? null]);
}

function recoveredBy({ recovery }: Store): Recovered {
	const { items = [], unkept = 0, journalLost = false } = recovery ?? {};
	const lost = items.filter(({ outcome }) => outcome === "lost");
	return {
		restored: items.length - lost.length,
		lost: lost.map(({ id }) => id),
		unkept,
		journalLost,
	};
}

/** A bulk insert at first, then as many writers at the same time as the order says, for ever. */
async function write(store: Store, talk: Talk): Promise<void> {
	const { start, bulk, lanes } = talk.order;
	await store.orgs.insertIfNotExists({ id: HOME, name: "Home" });
	let made = 0;
	const nextId = () => `${made % 4 === 3 ? "o" : "p"}-${start}-${made++}`;
	const first = Array.from({ length: bulk }, () => `p-${start}-${made++}`);
	await createAll(store, talk, first);
	const liveOn = async (id: string | undefined) => {
		if (id !== undefined) await goOn(store, talk, id);
		for (;;) {
			const next = nextId();
			await create(store, next);
			await talk.acknowledge(next, 1);
			await goOn(store, talk, next);
		}
	};
	await Promise.all(
		Array.from({ length: lanes }, (_, lane) => liveOn(first[lane])),
	);
}

async function createAll(store: Store, talk: Talk, ids: readonly string[]) {
	const { error } = await store.projects.bulkInsert(
		ids.map((id) => ({ id, orgId: HOME, ...textOf(id, 1) })),
	);
	if (error.length > 0) throw new Error("A bulk insert was refused.");
	await Promise.all(ids.map((id) => talk.acknowledge(id, 1)));
}

const isOrg = (id: string) => id.startsWith("o-");

function create(store: Store, id: string): Promise<unknown> {
	const text = textOf(id, 1);
	return isOrg(id)
		? store.orgs.insert({ id, ...text })
		: store.projects.insert({ id, orgId: HOME, ...text });
}

/** All steps of a document after its first one, each after the last one was acknowledged. */
async function goOn(store: Store, talk: Talk, id: string): Promise<void> {
	for (let step = 2; step <= lifeOf(id).lastStep; step += 1) {
		const document = isOrg(id)
			? await store.orgs.findOne(id).exec(true)
			: await store.projects.findOne(id).exec(true);
		await (isDeletion(id, step)
			? document.incrementalRemove()
			: document.incrementalPatch(textOf(id, step)));
		await talk.acknowledge(id, step);
	}
}
