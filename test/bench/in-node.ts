import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@engine-offline/core";
import { fileStorage } from "@engine-offline/core/node";

export interface NodeRun {
	readonly localWrites: readonly number[];
	readonly rawWrites: readonly number[];
}

/** One acknowledged write on the store's files, beside a raw append of as many bytes with fdatasync, in turn. */
export async function measureInNode(writes: number): Promise<NodeRun> {
	const directory = await mkdtemp(join(tmpdir(), "engine-bench-node-"));
	const store = await openStore({
		engine: "bench",
		account: "node",
		storage: fileStorage({ directory: join(directory, "store") }),
	});
	const file = await open(join(directory, "raw"), "a");
	try {
		const org = await store.createOrg("Bench");
		const bytes = JSON.stringify(await store.orgs.findOne(org.id).exec(true));
		const localWrites: number[] = [];
		const rawWrites: number[] = [];
		for (let index = 0; index < writes; index += 1) {
			localWrites.push(
				await timed(() =>
					store.projects.insert({ orgId: org.id, name: `New ${index}` }),
				),
			);
			rawWrites.push(
				await timed(async () => {
					await file.write(`${bytes}\n`);
					await file.datasync();
				}),
			);
		}
		return { localWrites, rawWrites };
	} finally {
		await file.close();
		await store.close();
		await rm(directory, { recursive: true, force: true });
	}
}

async function timed(run: () => Promise<unknown>): Promise<number> {
	const began = performance.now();
	await run();
	return performance.now() - began;
}
