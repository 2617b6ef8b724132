import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IDBFactory } from "fake-indexeddb";
import { onTestFinished } from "vitest";
import { fileStorage } from "../node/file-storage.js";
import type { StoreStorage } from "../storage.js";
import { fakeLogStorage } from "./storages.js";

/** A place with one store in it, whose records can be damaged while nobody has it open. */
export interface DamagePlace {
	/** The storage over it, as the next process would have it. */
	storage(): StoreStorage;
	/** Changes one byte of each record and block that `isMeant`; answers how many. */
	damage(isMeant: (text: string) => boolean): Promise<number>;
}

function flipped(bytes: Uint8Array): Uint8Array {
	const copy = bytes.slice();
	const middle = copy.length >> 1;
	copy[middle] = (copy[middle] ?? 0) ^ 1;
	return copy;
}

export function indexedDbPlace(foldFromBytes?: number): DamagePlace {
	const indexedDB = new IDBFactory();
	const damage: DamagePlace["damage"] = async (isMeant) => {
		const [{ name = "" } = {}] = await indexedDB.databases();
		const db = await answered(indexedDB.open(name));
		const rows = db.transaction("rows", "readwrite").objectStore("rows");
		let count = 0;
		for (const row of await answered(rows.getAll())) {
			const isKept = row.key === 0 || row.key[0] === "damaged";
			if (isKept || !isMeant(new TextDecoder().decode(row.bytes))) continue;
			await answered(rows.put({ ...row, bytes: flipped(row.bytes) }));
			count += 1;
		}
		db.close();
		return count;
	};
	return { storage: () => fakeLogStorage(indexedDB, foldFromBytes), damage };
}

const answered = <Result>(request: IDBRequest<Result>): Promise<Result> =>
	new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});

export async function filePlace(): Promise<DamagePlace> {
	const directory = await mkdtemp(join(tmpdir(), "damage-"));
	onTestFinished(() => rm(directory, { recursive: true }));
	const damage: DamagePlace["damage"] = async (isMeant) => {
		const [folder = ""] = await readdir(directory);
		const path = join(directory, folder, "store.log");
		const [head = "", ...lines] = (await readFile(path, "utf8")).split("\n");
		let count = 0;
		const after = lines.map((line) => {
			if (line === "" || !isMeant(line)) return line;
			count += 1;
			return new TextDecoder().decode(flipped(new TextEncoder().encode(line)));
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
	["log", () => indexedDbPlace()],
	["file", filePlace],
];
