import type { Device } from "./device.js";
import type { Draw } from "./draws.js";
import { createJournalTally } from "./tally.js";
import { type Tear, tear, tears } from "./tear.js";
import type { Verdict } from "./verdicts.js";

const byPage = "all databases deleted by another page";
type Way = Tear | typeof byPage;

// Proof of the cast: they are the keys of that object.
const ways: readonly Way[] = [...(Object.keys(tears) as Tear[]), byPage];

const draw: Draw = {
	bulk: 20,
	lanes: 8,
	foldFromBytes: 64 * 1024,
	killFrom: "acknowledgement",
	killAfterMs: 300,
};

const quiet: Draw = { ...draw, bulk: 0, lanes: 1 };

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
	let refused = 0;
	for (let store = 0; store < count; store += 1) {
		const way = ways[store % ways.length];
		if (way === undefined) break;
		const device = await createDevice();
		const { acknowledged, openings } = await tornOnce(device, way);
		for (const verdict of openings) tally.note(verdict);
		const bad = openings.some((verdict) => verdict.faults.length > 0);
		faults += bad ? 1 : 0;
		refused += openings.length === 0 ? 1 : 0;
		console.log(
			`${way}: ${acknowledged} documents acknowledged, ${lineOf(openings)}`,
		);
		if (bad) console.log(`The profile is kept: ${device.profile}`);
		else await device.remove();
	}
	console.log(
		`${count} stores torn or wiped, ${refused} of them rejected to open with an error; ${tally.summary()}`,
	);
	return faults;
}

/** No openings where the store says that it does not open. */
async function tornOnce(device: Device, way: Way) {
	// What says in a third place that a store was here reaches the disk only some seconds later.
	if (way === "store and journal deleted")
		await device.writeUntilKilled({ ...quiet, killAfterMs: 10_000 });
	else await device.openOnce(draw);
	const { acknowledged } = await device.writeUntilKilled(draw);
	if (way === byPage) await device.deleteDatabases(draw);
	else await tear(device.profile, way);
	const openings: Verdict[] = [];
	try {
		openings.push(withoutRevived(await device.openOnce(draw)));
		openings.push(withoutRevived(await device.openOnce(draw)));
	} catch (error) {
		console.log(String(error).split("\n")[0]);
	}
	return { acknowledged, openings };
}

function lineOf([first]: readonly Verdict[]): string {
	if (first === undefined) return "does not open, and says so";
	const { recovered, reported, faults } = first;
	return `${recovered.restored} put back, ${reported} reported as lost, ${faults.length} lost unreported`;
}

/**
 * A log that is cut shows the store as it once was: what was made and deleted since then, and never sent, is there
 * again. It is no loss, and nobody can know it.
 */
const withoutRevived = (verdict: Verdict): Verdict => ({
	...verdict,
	faults: verdict.faults.filter(({ what }) => what !== "came-back"),
});
