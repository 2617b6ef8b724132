import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { failAtRequest } from "./test/fail-at-request.js";
import { dexiePlace, type Place } from "./test/homes.js";
import {
	openStorage,
	paramsOf,
	read,
	rowOf,
	type Thing,
	write,
} from "./test/things.js";

const ids = ["a", "b", "c", "d"];

/** What is written, in order; so much that the log is folded again and again. */
const script = Array.from({ length: 32 }, (_, n) => ({
	id: ids[n % ids.length] ?? "",
	value: n % 7 === 6 ? undefined : `${n}`,
}));

const open = (place: Place) =>
	openStorage(place).rxStorage.createStorageInstance<Thing>(paramsOf("things"));

/** Writes until a write is not acknowledged; answers what the store may show then. */
async function writeUntilDead(place: Place): Promise<readonly string[][]> {
	const things = await open(place);
	let acknowledged = await read(things, ids);
	for (const { id, value } of script) {
		const [before] = acknowledged.filter((row) => row.includes(`${id}=`));
		const shown = before?.split("=")[1] ?? "";
		const after = value === undefined ? `-${id}=${shown}` : `${id}=${value}`;
		const rest = acknowledged.filter((row) => row !== before);
		const next = [...rest, after].sort();
		const isAcknowledged = await write(things, id, value).then(
			() => true,
			() => false,
		);
		if (!isAcknowledged) {
			expect(await read(things, ids), "shown").toEqual(acknowledged);
			await things.close().catch(() => undefined);
			return [acknowledged, next];
		}
		acknowledged = next;
	}
	await things.close().catch(() => undefined);
	return [acknowledged];
}

describe.each(["refuse", "abort", "error"] as const)(
	"IndexedDB dies (%s)",
	(how) => {
		it("[LS3] [LS4] at any request of a write or a fold: nothing acknowledged is missing or older, at the next opening and the one after", async () => {
			let [isThrough, at] = [false, 0];
			for (; !isThrough; at += 1) {
				const indexedDB = new IDBFactory();
				const options = { indexedDB, IDBKeyRange, foldFromBytes: 600 };
				const place = dexiePlace(options);
				const failing = failAtRequest(at, how);
				const possible = await writeUntilDead(place).catch(() => [[]]);
				isThrough = failing.made() <= at;
				failing.end();
				for (const opening of [1, 2]) {
					const things = await open(place);
					const shown = await read(things, ids);
					expect(possible, `request ${at}, opening ${opening}`).toContainEqual(
						shown,
					);
					await things.close();
				}
			}
			expect(at, "requests").toBeGreaterThan(100);
		});

		it("[LS16] at any request of a long commit: all of it is there, or nothing", async () => {
			const long = "x".repeat(1_000);
			const many = Array.from({ length: 600 }, (_, n) => rowOf(`${n}`, long));
			const seen = new Set<number>();
			for (let [isThrough, at] = [false, 0]; !isThrough; at += 1) {
				const place = dexiePlace({ indexedDB: new IDBFactory(), IDBKeyRange });
				const failing = failAtRequest(at, how);
				const things = await open(place).catch(() => undefined);
				await things?.bulkWrite(many, "test").catch(() => undefined);
				await things?.close().catch(() => undefined);
				isThrough = failing.made() <= at;
				failing.end();
				const again = await open(place);
				const ids = many.map(({ document }) => document.id);
				seen.add((await again.findDocumentsById(ids, true)).length);
				await again.close();
			}
			expect([...seen].sort()).toEqual([0, 600]);
		});
	},
);
