import { Collections } from "./collections.js";
import type { Layout, Log, LogHome, Operation, StoredDocument } from "./log.js";

/** A place for logs that the suite may fill. */
export interface HomeUnderTest {
	/** Another home over the same place, as another tab or the next process would have it. */
	home(): LogHome;
	/** Whether two may have one log open at a time. */
	readonly isShared: boolean;
}

/** One rule that every home keeps. */
export interface HomeCase {
	readonly name: string;
	/** Only for homes that let two have one log open. */
	readonly needsShared: boolean;
	/** Rejects with an error that says what was wrong. The place must be empty. */
	run(place: HomeUnderTest): Promise<void>;
}

const DATABASE = "suite";
const collection = "things/0";

export function put(id: string, value: string, group = ""): Operation {
	const document = { id, value, group, _rev: `1-${value}`, _deleted: false };
	const rest = { _meta: { lwt: 1 }, _attachments: {} };
	// Only what RxDB adds is declared of a stored document; the suite knows its own three fields.
	const documents = [{ ...document, ...rest } as StoredDocument];
	return { kind: "put", collection, key: "id", documents };
}
export const purge = (id: string): Operation => ({
	kind: "purge",
	collection,
	ids: [id],
});
export const drop: Operation = { kind: "drop", collection };

export async function open(home: LogHome) {
	const log = await home.open(DATABASE, () => {});
	return { log, held: heldBy(await collect(log)) };
}

/** Everything that a log holds. */
export async function collect(log: Log): Promise<Collections> {
	const all = new Collections(
		{},
		{
			loadAgain: async () => {
				throw new Error("A part was folded while nobody folded.");
			},
		},
	);
	all.takeIn(await log.load());
	await all.loadRest();
	return all;
}

export function heldBy(all: Collections): string[] {
	const documents = all.byName.get(collection)?.documentById.entries() ?? [];
	return [...documents]
		.map(([id, document]) => `${id}=${Reflect.get(document, "value")}`)
		.sort();
}

export const add = (
	log: Log,
	after: number,
	operations: readonly Operation[],
) =>
	log.append(after, () =>
		operations.map((operation) => JSON.stringify(operation)),
	);

export async function addTo(
	all: Collections,
	{ log, after, operation }: { log: Log; after: number; operation: Operation },
): Promise<void> {
	same(await add(log, after, [operation]), after + 1, "the sequence");
	all.apply(operation, "");
}

export async function fold(log: Log, all: Collections, sequence: number) {
	same(await log.fold(all.takeSnapshot(sequence)), true, "the fold");
}

export async function expectHeld(
	place: HomeUnderTest,
	expected: readonly string[],
) {
	const { log, held } = await open(place.home());
	await log.close();
	same(held, expected, "what the next opening holds");
}

export function same(actual: unknown, expected: unknown, what: string): void {
	const [is, shouldBe] = [JSON.stringify(actual), JSON.stringify(expected)];
	if (is !== shouldBe)
		throw new Error(`Wrong ${what}: ${is}, expected ${shouldBe}.`);
}

export const noCollections = (layout: Layout = {}) =>
	new Collections(layout, { loadAgain: async () => {} });

export function single(name: string, run: HomeCase["run"]): HomeCase {
	return { name, needsShared: false, run };
}

/** With the same log open twice. */
export function shared(
	name: string,
	run: (both: readonly [Log, Log], place: HomeUnderTest) => Promise<void>,
): HomeCase {
	const runBoth = async (place: HomeUnderTest) => {
		const first = await open(place.home());
		const second = await open(place.home());
		await run([first.log, second.log], place);
	};
	return { name, needsShared: true, run: runBoth };
}
