import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@engine-offline/core";
import { fileStorage } from "@engine-offline/core/node";
import type { Part } from "../part.js";
import { timed } from "../timing.js";

/** One acknowledged write on the store's files, beside a raw append of as many bytes with fdatasync, in turn. */
export const measureNode: Part = async ({ quick }, show) => {
	const writes = quick ? 50 : 500;
	const { file, raw } = await measureWrites(writes);
	const what = "one acknowledged write";
	show({
		title: `node: ${writes} writes in turn`,
		columns: {
			"append and fdatasync": { [what]: raw },
			"store on files": { [what]: file },
		},
	});
};

async function measureWrites(writes: number) {
	const directory = await mkdtemp(join(tmpdir(), "engine-bench-node-"));
	const store = await openStore({
		engine: "bench",
		account: "node",
		storage: fileStorage({ directory: join(directory, "store") }),
	});
	const log = await open(join(directory, "raw"), "a");
	try {
		const org = await store.createOrg("Bench");
		const bytes = JSON.stringify(await store.orgs.findOne(org.id).exec(true));
		const insert = (n: number) =>
			store.projects.insert({ orgId: org.id, name: `New ${n}` });
		const append = async () => {
			await log.write(`${bytes}\n`);
			await log.datasync();
		};
		const file: number[] = [];
		const raw: number[] = [];
		for (let n = 0; n < writes; n += 1) {
			file.push(await timed(() => insert(n)));
			raw.push(await timed(append));
		}
		return { file, raw };
	} finally {
		await log.close();
		await store.close();
		await rm(directory, { recursive: true, force: true });
	}
}
