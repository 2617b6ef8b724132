import {
	type BulkWriteRow,
	type MangoQuery,
	normalizeMangoQuery,
	prepareQuery,
	type RxStorageBulkWriteResponse,
	type RxStorageChangeEvent,
} from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { describe, expect, it } from "vitest";
import { type Place, places } from "./test/homes.js";
import { createRandom, type Random } from "./test/random.js";
import {
	openThings,
	paramsOf,
	rowOf,
	type Thing,
	type ThingData,
	type Things,
} from "./test/things.js";

const IDS = ["a", "b", "c", "d", "e", "f"];
const STEPS = 60;

const QUERIES: MangoQuery<Thing>[] = [
	{ selector: {}, sort: [{ id: "asc" }] },
	{
		selector: { value: { $gte: "5" } },
		sort: [{ value: "desc" }, { id: "asc" }],
	},
	{ selector: {}, sort: [{ value: "asc" }, { id: "asc" }], skip: 1, limit: 2 },
];

function prepare({ schema }: Things, query: MangoQuery<Thing>) {
	return prepareQuery<Thing>(schema, normalizeMangoQuery(schema, query));
}

/** All that can be read of a storage. */
async function readAll(things: Things) {
	const answers = QUERIES.map(async (query) => {
		const { documents } = await things.query(prepare(things, query));
		const { count } = await things.count(prepare(things, query));
		return { documents, count };
	});
	const documents = await things.findDocumentsById(IDS, true);
	const alive = await things.findDocumentsById(IDS, false);
	return { documents, alive, queried: await Promise.all(answers) };
}

/** Rows for different ids; most made from what is there, some from nothing or from an older state. */
function drawRows(
	random: Random,
	known: ThingData[],
	older: ThingData[],
): BulkWriteRow<Thing>[] {
	const ids = IDS.filter(() => random.chance(0.4));
	return ids.map((id) => {
		const from = random.chance(0.2) ? older : known;
		const previous = random.chance(0.1)
			? undefined
			: from.find((d) => d.id === id);
		const deleted = random.chance(0.25);
		const row = rowOf(id, `${random.below(10)}`, {
			...(previous && { previous }),
			deleted,
		});
		row.document._rev = `${row.document._rev}-${random.below(1e6)}`;
		return row;
	});
}

const withoutRows = ({ error }: RxStorageBulkWriteResponse<Thing>) =>
	error.map((e) => ({
		...e,
		writeRow: { ...e.writeRow, previous: e.writeRow.previous?._rev },
	}));

/** RxDB's memory storage hands on what the caller took for the previous document, also where there is none any more. */
const plainInsert = (event: RxStorageChangeEvent<Thing>) =>
	event.operation === "INSERT"
		? { ...event, previousDocumentData: undefined }
		: event;

function listen(things: Things): unknown[] {
	const heard: unknown[] = [];
	things.changeStream().subscribe(({ events, context, checkpoint }) => {
		heard.push({ events: events.map(plainInsert), context, checkpoint });
	});
	return heard;
}

async function runSeed(seed: number, place: Place): Promise<number> {
	const random = createRandom(seed);
	const memory = { ...getRxStorageMemory(), collectionStates: new Map() };
	const model: Things = await memory.createStorageInstance<Thing>(
		paramsOf("things"),
	);
	let things = await openThings(place);
	let [heard, expected] = [listen(things), listen(model)];
	let older: ThingData[] = [];
	let conflicts = 0;
	for (let step = 0; step < STEPS; step += 1) {
		const known = await model.findDocumentsById(IDS, true);
		const writes = Array.from({ length: 1 + random.below(3) }, () =>
			drawRows(random, known, older),
		);
		older = random.chance(0.5) ? known : older;
		const both = [things, model].map((storage) =>
			Promise.all(
				writes.map((rows, index) =>
					storage.bulkWrite([...rows], `${step}.${index}`),
				),
			),
		);
		const [answers, right] = await Promise.all(both);
		expect(answers?.map(withoutRows)).toEqual(right?.map(withoutRows));
		conflicts += right?.flatMap(({ error }) => error).length ?? 0;
		if (random.chance(0.1))
			await Promise.all([things.cleanup(0), model.cleanup(0)]);
		expect(heard).toEqual(expected);
		if (random.chance(0.2)) {
			await things.close();
			things = await openThings(place);
			[heard, expected] = [listen(things), listen(model)];
		}
		expect(await readAll(things)).toEqual(await readAll(model));
	}
	await Promise.all([things.close(), model.close()]);
	return conflicts;
}

describe.each(places)("beside RxDB's memory storage, on %s", (_, place) => {
	it.each([1, 2, 3, 4, 5, 6])(
		"[LS5] [LS8] answers, events and reads are the same, over reopenings (seed %i)",
		async (seed) => {
			const conflicts = await runSeed(seed, await place());
			expect(conflicts, "conflicts").toBeGreaterThan(5);
		},
	);
});
