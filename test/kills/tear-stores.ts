import type { Device } from "./device.js";
import type { Draw } from "./draws.js";
import { createJournalTally } from "./tally.js";
import { type Tear, tear, tears } from "./tear.js";
import type { Verdict } from "./verdicts.js";

const ways = [
	// Proof of the cast: they are the keys of that object.
	...(Object.keys(tears) as Tear[]),
	"all databases deleted by another page" as const,
];

const draw: Draw = {
	bulk: 20,
	lanes: 8,
	foldFromBytes: 64 * 1024,
	killFrom: "acknowledgement",
	killAfterMs: 300,
};

/**
 * Tears or wipes so many stores in which changes wait, each in a new profile and in one way after the other, and opens
 * each twice. Answers how many openings had an unreported loss.
 */
export async function tearStores(
	count: number,
	createDevice: () => Promise<Device>,
): Promise<number> {
	const tally = createJournalTally();
	let faults = 0;
	for (let store = 0; store < count; store += 1) {
		const way = ways[store % ways.length];
		if (way === undefined) break;
		const device = await createDevice();
		// What says in a third place that a store was here reaches the disk when a browser ends.
		await device.openOnce(draw);
		const { acknowledged } = await device.writeUntilKilled(draw);
		if (way in tears) await tear(device.profile, way as Tear);
		else await device.deleteDatabases(draw);
		const openings = [
			withoutRevived(await device.openOnce(draw)),
			withoutRevived(await device.openOnce(draw)),
		];
		for (const verdict of openings) tally.note(verdict);
		const [first] = openings;
		const bad = openings.filter((verdict) => verdict.faults.length > 0).length;
		faults += bad;
		console.log(
			`${way}: ${acknowledged} documents acknowledged, ${first?.recovered.restored} put back, ${first?.reported} reported as lost${bad > 0 ? `, FAULTS ${JSON.stringify(openings.map((verdict) => verdict.faults.slice(0, 3)))}, kept in ${device.profile}` : ""}`,
		);
		if (bad === 0) await device.remove();
	}
	console.log(`${count} stores torn or wiped; ${tally.summary()}`);
	return faults;
}

/**
 * A log that is cut shows the store as it once was: what was made and deleted since then, and never sent, is there
 * again. It is no loss, and nobody can know it.
 */
const withoutRevived = (verdict: Verdict): Verdict => ({
	...verdict,
	faults: verdict.faults.filter(({ what }) => what !== "came-back"),
});
