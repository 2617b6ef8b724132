import { createEmulator, type Emulator } from "@engine-offline/emulator";
import { inChromium, withProfile } from "../in-chromium.js";
import type { Part } from "../part.js";
import type { ReadsOrder } from "../reads-page/reads.js";
import { servePage } from "../serve-page.js";
import { sideNames } from "../storage-page/side.js";
import { merged, type Samples } from "../timing.js";

const numbers = Array.from({ length: 100 }, (_, n) => n);

/** The store as an app uses it, filled by a sync with 10,000 projects of 100 orgs, in Chromium. */
export const measureReads: Part = async ({ rounds }, show) => {
	const emulator = await createEmulator({ fixtures, seed: "bench" });
	const served = await servePage("reads-page");
	try {
		const bySide: Record<string, Samples> = {};
		for (let round = 0; round < rounds; round += 1)
			for (const side of sideNames) {
				const samples = await measureSide(served.url, emulator, side);
				bySide[side] = merged([bySide[side] ?? {}, samples]);
			}
		show({
			title: `reads: 10,000 projects in 100 orgs, strict, ${rounds} interleaved rounds`,
			columns: bySide,
			notes:
				"Raw: the rows as RxDB's Dexie storage keeps them, under one index. Its empty pull is the lists of projects over HTTP and JSON.parse alone.",
		});
	} finally {
		await served.close();
		await emulator.close();
	}
};

const fixtures = {
	orgs: numbers.map((org) => ({
		name: `Org ${org}`,
		projects: numbers.map((n) => ({
			name: `Project ${org} ${n}`,
			description: "A project with a description of some length. ".repeat(5),
		})),
	})),
};

/** In a profile of its own; each step in a process of its own. */
function measureSide(
	url: string,
	emulator: Emulator,
	side: ReadsOrder["side"],
): Promise<Samples> {
	const [owner] = emulator.accounts;
	if (owner === undefined) throw new Error("The fixture has no account.");
	const { email, password } = owner;
	const orgIds = [...emulator.machine.state().orgs.keys()];
	const order = { baseUrl: emulator.url, email, password, side, orgIds };
	return withProfile(async (profile) => {
		const place = { profile, url };
		const filled = await inChromium(place, (page) =>
			page.evaluate((given) => window.fillReads(given), order),
		);
		const cold = await inChromium(place, (page) =>
			page.evaluate((given) => window.measureColdReads(given), order),
		);
		const warm = await inChromium(place, (page) =>
			page.evaluate((given) => window.measureWarmReads(given), order),
		);
		return { ...cold, ...warm, ...filled };
	});
}
