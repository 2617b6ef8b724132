import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logStorage, type StoreStorage } from "@engine-offline/core";
import { fileStorage } from "@engine-offline/core/node";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { onTestFinished } from "vitest";

/** A place of one store, whose records can be damaged while nobody has it open. */
export interface DamagePlace {
	/** The storage over it, as the next process would have it. */
	storage(): StoreStorage;
	/** Changes one byte of each record in which that text is; answers how many. */
	damage(text: string): Promise<number>;
}

function damaged(bytes: Uint8Array, text: string): Uint8Array | undefined {
	if (!new TextDecoder().decode(bytes).includes(text)) return undefined;
	const copy = bytes.slice();
	const middle = copy.length >> 1;
	copy[middle] = (copy[middle] ?? 0) ^ 1;
	return copy;
}

function indexedDbPlace(): DamagePlace {
	const indexedDB = new IDBFactory();
	const damage = async (text: string) => {
		const [{ name = "" } = {}] = await indexedDB.databases();
		const db = await answer(indexedDB.open(name));
		const rows = db.transaction("rows", "readwrite").objectStore("rows");
		let count = 0;
		for (const row of await answer(rows.getAll())) {
			const bytes = row.key === 0 ? undefined : damaged(row.bytes, text);
			if (bytes === undefined) continue;
			await answer(rows.put({ ...row, bytes }));
			count += 1;
		}
		db.close();
		return count;
	};
	const places = { indexedDB, IDBKeyRange };
	return { storage: () => logStorage(places), damage };
}

const answer = <Result>(request: IDBRequest<Result>): Promise<Result> =>
	new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});

async function filePlace(): Promise<DamagePlace> {
	const directory = await mkdtemp(join(tmpdir(), "damage-"));
	onTestFinished(() => rm(directory, { recursive: true }));
	const damage = async (text: string) => {
		const [folder = ""] = await readdir(directory);
		const path = join(directory, folder, "store.log");
		const [head = "", ...lines] = (await readFile(path, "utf8")).split("\n");
		let count = 0;
		const after = lines.map((line) => {
			const bytes = damaged(new TextEncoder().encode(line), text);
			if (bytes !== undefined) count += 1;
			return bytes === undefined ? line : new TextDecoder().decode(bytes);
		});
		await writeFile(path, [head, ...after].join("\n"));
		return count;
	};
	return { storage: () => fileStorage({ directory }), damage };
}

/** Each storage with checksums. */
export const damagePlaces: readonly (readonly [
	string,
	() => DamagePlace | Promise<DamagePlace>,
])[] = [
	["log", indexedDbPlace],
	["file", filePlace],
];
