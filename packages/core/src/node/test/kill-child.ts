/*
 * Writes for ever: one counter per document, and after each acknowledged write one line "document value".
 * Started by sigkill.test.ts with the directory as argument, and killed by it.
 */
import { writeSync } from "node:fs";
import { createRxDatabase } from "rxdb";
import { fileStorage } from "../file-storage.js";
import { counterCollections } from "./counters.js";

const STDOUT = 1;

async function main(directory: string): Promise<void> {
	const storage = fileStorage({ directory, foldFromBytes: 4096 }).rxStorage;
	const database = await createRxDatabase({ name: "counters", storage });
	const collections = await database.addCollections(counterCollections);
	const writers = Object.entries(collections).flatMap(([name, collection]) =>
		["a", "b", "c"].map(async (id) => {
			let document =
				(await collection.findOne(id).exec()) ??
				(await collection.insert({ id, count: 0, text: "0" }));
			for (;;) {
				const count = document.count + 1;
				document = await document.patch({ count, text: `${count}`.repeat(20) });
				writeSync(STDOUT, `${name}/${id} ${count}\n`);
			}
		}),
	);
	await Promise.all(writers);
}

await main(process.argv[2] ?? "");
