import { createEmulator, type Emulator } from "@engine-offline/emulator";
import { inChromium, withProfile } from "../in-chromium.js";
import type { Part } from "../part.js";
import { servePage } from "../serve-page.js";

const PROJECTS = 10_000;

/** A first sync of one large org and one that finds nothing new, in Chromium, over HTTP. */
export const measureSync: Part = async ({ rounds }, show) => {
	const emulator = await createEmulator({
		fixtures: { orgs: [] },
		projects: PROJECTS,
		seed: "bench",
	});
	const served = await servePage("sync-page");
	try {
		const measured = await runRounds(served.url, emulator, rounds);
		const first = `first sync of ${PROJECTS} projects`;
		const empty = "a sync that finds nothing new";
		const side = (name: "log" | "dexie") => ({
			[first]: measured.map((round) => round[name].first),
			[empty]: measured.map((round) => round[name].empty),
		});
		show({
			title: `sync: ${rounds} rounds after one to warm up`,
			columns: {
				raw: {
					[first]: measured.map(({ put }) => put),
					[empty]: measured.map(({ list }) => list),
				},
				dexie: side("dexie"),
				log: side("log"),
			},
			notes:
				"Raw, first: the same rows put in one strict transaction under the same indexes that RxDB's Dexie storage makes.\nRaw, nothing new: the list of projects over HTTP and JSON.parse alone. A sync also asks for orgs, members and roles.",
		});
	} finally {
		await served.close();
		await emulator.close();
	}
};

function runRounds(url: string, emulator: Emulator, rounds: number) {
	const [owner] = emulator.accounts;
	if (owner === undefined) throw new Error("The fixture has no account.");
	const { email, password } = owner;
	const order = { baseUrl: emulator.url, email, password };
	return withProfile((profile) =>
		inChromium({ profile, url }, async (page) => {
			const run = (round: string) =>
				page.evaluate((given) => window.runRound(given), { ...order, round });
			// The first one warms up compiler and disk.
			await run("warm-up");
			const all = [];
			for (let n = 0; n < rounds; n += 1) all.push(await run(`round-${n}`));
			return all;
		}),
	);
}
