import { IDBFactory } from "fake-indexeddb";
import { afterEach, describe, expect, it } from "vitest";
import { memoryJournal } from "../journal/memory-journal.js";
import type { Stored } from "../model/documents.js";
import type { Model } from "../model/migration.js";
import { rxSchemaOf } from "../model/rx-schema.js";
import type { StoreStorage } from "../storage.js";
import { listedOrg, send, show } from "../test/engine-part.js";
import { codeOf } from "../test/gate-scene.js";
import { fakeDexieStorage, fakeLogStorage } from "../test/storages.js";
import { type Kernel, openKernel } from "./kernel.js";

const open: Kernel[] = [];
afterEach(async () => {
	for (const kernel of open.splice(0)) await kernel.close();
});

/** Descriptions get a full stop in each later version: the values that wait, and what the Engine had, too. */
const dotted = (values: object) => {
	const description: unknown = Reflect.get(values, "description");
	return description === undefined ? {} : { description: `${description}.` };
};

function step(_: string, document: Stored): Stored {
	const { base, sent } = document.envelope;
	const envelope = {
		...document.envelope,
		base: base && { ...base, ...dotted(base) },
		sent: sent && {
			...sent,
			values: { ...sent.values, ...dotted(sent.values) },
		},
	};
	return { ...document, ...dotted(document), envelope };
}

const modelOf = (version: number): Model => ({
	version,
	schemaOf: (name, of) => ({ ...rxSchemaOf(name), version: of }),
	steps: Array.from({ length: version }, () => step),
});

let accounts = 0;

function device(storageOn: (factory: IDBFactory) => StoreStorage) {
	const account = `migrated-${++accounts}`;
	let indexedDB = new IDBFactory();
	const journal = memoryJournal();
	const boot = async (
		version: number,
		wrap = (storage: StoreStorage) => storage,
	) => {
		for (const kernel of open.splice(0)) await kernel.close();
		const storage = wrap(storageOn(indexedDB));
		const options = { engine: "test", account, journal, storage };
		const kernel = await openKernel(options, modelOf(version));
		open.push(kernel);
		return kernel;
	};
	const wipe = () => {
		indexedDB = new IDBFactory();
	};
	return { boot, wipe, journal };
}

/** One of each kind: synced, changed, new, sent, deleted. */
async function filled(kernel: Kernel): Promise<void> {
	const { replica, database } = kernel;
	for (const id of ["synced", "changed", "deleted", "gone"])
		await show(replica, "orgs", { ...listedOrg, id, description: "d" });
	const { orgs, projects } = database.collections;
	await orgs.findOne("changed").update({ $set: { description: "mine" } });
	await orgs.findOne("deleted").remove();
	await projects.insert({
		id: "new",
		orgId: "synced",
		name: "New",
		description: "n",
	} as never);
	await send({ replica, name: "projects", id: "new" });
}

const seen = async ({ replica }: Kernel) => {
	const documents = [
		...(await replica.readAll("orgs")),
		...(await replica.readAll("projects")),
	].sort((a, b) => (a.id < b.id ? -1 : 1));
	return documents.map(({ id, description, _deleted, envelope }) => [
		id,
		description,
		_deleted,
		envelope.state,
		envelope.base?.description ?? envelope.sent?.values.description,
	]);
};

const whole = (dots: string) => [
	["changed", `mine${dots}`, false, "pending", `d${dots}`],
	["deleted", `d${dots}`, true, "pending", `d${dots}`],
	["gone", `d${dots}`, false, "synced", undefined],
	["new", `n${dots}`, false, "sending", `n${dots}`],
	["synced", `d${dots}`, false, "synced", undefined],
];

const both = [
	["Dexie", fakeDexieStorage],
	["log", fakeLogStorage],
] as const;

describe.each(both)("another version of the app (%s)", (_, storageOn) => {
	it("[MG1] brings every document along: tombstones, envelopes and what waits, over several versions", async () => {
		const { boot } = device(storageOn);
		const first = await boot(0);
		await filled(first);
		expect(await seen(first)).toEqual(whole(""));
		const third = await boot(2);
		expect(await seen(third)).toEqual(whole(".."));
		expect(third.recovery.get()).toBeUndefined();
		expect(await seen(await boot(2))).toEqual(whole(".."));
	});

	it.each([
		[1, "."],
		[3, "..."],
	] as const)(
		"[MG2] [P10] broken off anywhere, it is finished at the next opening, by version %i, and nothing is lost or doubled",
		async (next, dots) => {
			for (let steps = 0; ; steps++) {
				const { boot } = device(storageOn);
				await filled(await boot(0));
				const ended = await boot(1, (storage) =>
					dyingAfter(storage, steps),
				).then(
					() => true,
					() => false,
				);
				const kept = await seen(await boot(next));
				expect([steps, kept]).toEqual([steps, whole(dots)]);
				if (!ended) continue;
				expect(steps).toBeGreaterThan(5);
				break;
			}
		},
	);

	it("[MG3] [P11] an older app refuses, keeps everything, and says to use the newer one", async () => {
		const { boot } = device(storageOn);
		await filled(await boot(1));
		expect(await codeOf(boot(0))).toBe("NEWER_DATA");
		expect(await seen(await boot(1))).toEqual(whole(""));
	});

	it("[MG3] an older app refuses what was not brought over to its end, too", async () => {
		const { boot } = device(storageOn);
		await filled(await boot(0));
		await boot(1, (storage) => dyingAfter(storage, 2)).catch(() => undefined);
		expect(await codeOf(boot(0))).toBe("NEWER_DATA");
		expect(await seen(await boot(1))).toEqual(whole("."));
	});

	it("[MG4] what comes back from the journal of an older version is brought along", async () => {
		const { boot, wipe, journal } = device(storageOn);
		await filled(await boot(0));
		await boot(0);
		wipe();
		const next = await boot(1);
		expect(
			next.recovery
				.get()
				?.items.map(({ id, outcome }) => [id, outcome])
				.sort(),
		).toEqual([
			["changed", "restored"],
			["deleted", "restored"],
			["new", "restored-in-doubt"],
		]);
		const found = new Map(
			(await seen(next)).map(([id, ...rest]) => [id, rest]),
		);
		expect(found.get("changed")).toEqual(["mine.", false, "pending", "d."]);
		expect(found.get("new")).toEqual(["n.", false, "in-doubt", "n."]);
		const [text = ""] = [...journal.textByKey]
			.filter(([key]) => key.endsWith("orgs/changed"))
			.map(([, value]) => value);
		expect(text.startsWith("2 ")).toBe(true);
	});
});

/** A storage that takes so many writes and removals, and then stops, as when the process ends. */
function dyingAfter(storage: StoreStorage, steps: number): StoreStorage {
	let left = steps;
	const { rxStorage } = storage;
	const createStorageInstance: typeof rxStorage.createStorageInstance = async (
		params,
	) => {
		const instance = await rxStorage.createStorageInstance(params);
		if (params.collectionName.startsWith("_")) return instance;
		const { bulkWrite, remove } = instance;
		const dying =
			<Given extends unknown[], Result>(
				run: (...given: Given) => Promise<Result>,
			) =>
			(...given: Given) =>
				left-- > 0
					? run.apply(instance, given)
					: Promise.reject(new Error("The process ended here."));
		instance.bulkWrite = dying(bulkWrite);
		instance.remove = dying(remove);
		return instance;
	};
	return { ...storage, rxStorage: { ...rxStorage, createStorageInstance } };
}
