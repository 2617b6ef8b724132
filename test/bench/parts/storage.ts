import { heapOf, inChromium, withProfile } from "../in-chromium.js";
import type { Part } from "../part.js";
import { servePage } from "../serve-page.js";
import type { StorageOrder } from "../storage-page/page.js";
import { sideNames } from "../storage-page/side.js";
import { merged, type Samples } from "../timing.js";

/** Raw IndexedDB with a row for each document, RxDB's Dexie storage, and the log, taking turns in real Chromium on disk. */
export const measureStorage: Part = async (options, show) => {
	const served = await servePage("storage-page");
	try {
		for (const documents of options.documents)
			for (const durability of options.durabilities) {
				const order = { durability, documents, orgs: documents / 100 };
				const rounds = roundsFor(documents, options.rounds);
				show({
					title: `storage: ${documents} documents in one of four collections, ${durability}, ${rounds} interleaved rounds`,
					columns: await inTurns(served.url, order, rounds),
					notes:
						"Rows that are not ms: heap in MB, databases. The last six are of processes that open what another one filled.",
				});
			}
	} finally {
		await served.close();
	}
};

/** What takes minutes is done less often. */
function roundsFor(documents: number, rounds: number): number {
	return Math.max(1, Math.round(rounds / Math.ceil(documents / 30_000)));
}

async function inTurns(
	url: string,
	order: Omit<StorageOrder, "side" | "name">,
	rounds: number,
): Promise<Record<string, Samples>> {
	const bySide: Record<string, Samples> = {};
	for (let round = 0; round < rounds; round += 1)
		for (const side of sideNames) {
			const name = "bench";
			const samples = await measureSide(url, { ...order, side, name });
			bySide[side] = merged([bySide[side] ?? {}, samples]);
		}
	return bySide;
}

/** One storage in a profile of its own; the cold part in a process of its own. */
function measureSide(url: string, order: StorageOrder): Promise<Samples> {
	return withProfile(async (profile) => {
		const place = { profile, url };
		const warm = await inChromium(place, (page) =>
			page.evaluate((given) => window.measureWarm(given), order),
		);
		const cold = await inChromium(place, async (page) => {
			const opened = await page.evaluate(
				(given) => window.measureCold(given),
				order,
			);
			return { ...opened, "heap with all read, MB": [await heapOf(page)] };
		});
		const tasks = await inChromium(place, (page) =>
			page.evaluate((given) => window.measureTasks(given), order),
		);
		return { ...warm, ...cold, ...tasks };
	});
}
