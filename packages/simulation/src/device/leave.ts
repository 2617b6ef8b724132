import { collectionNames, replicaOf } from "@engine-offline/core/replicate";
import type { Device, Program } from "./device.js";
import { closeTab, type Life, type Whose } from "./life.js";

/** A page that was frozen meanwhile finds out that late at most. */
const FOUND_OUT_MS = 100_000;

/** What becomes of an account that is being erased from a device. */
export function leavingOf(
	whose: () => Whose,
): Pick<
	Device,
	"leaving" | "stays" | "left" | "hasLeft" | "mayBeGone" | "mayBeClosed"
> {
	/** Counts the logouts that may erase it, and answers how many there are. */
	const counted = ({ process }: Program, more: 1 | -1): number => {
		const { life } = whose();
		const tab = [...life.tabs].find((one) => one.process === process);
		if (tab !== undefined) tab.erasing = Math.max(0, tab.erasing + more);
		return tab?.erasing ?? 0;
	};
	return {
		leaving: (program, discard) => {
			const { life } = whose();
			counted(program, 1);
			if (life.leaving.size === 0) life.bootsBefore = life.boots;
			life.leaving.add(program.process);
			life.discards ||= discard;
		},
		hasLeft: () => whose().life.left + whose().life.leaving.size > 0,
		mayBeGone: () => whose().life.leaving.size > 0,
		mayBeClosed: () => {
			const { life, options } = whose();
			const isRecent = (at: number) => options.time.now() - at < FOUND_OUT_MS;
			// Where there is one page at a time, none is left behind by an update.
			const isOutdated = life.origin !== undefined && isRecent(life.updatedAt);
			return life.leaving.size > 0 || isRecent(life.leftAt) || isOutdated;
		},
		stays: (program) => {
			if (counted(program, -1) === 0)
				whose().life.leaving.delete(program.process);
		},
		left: (program, remains) => left(whose(), program, remains),
	};
}

async function left(
	whose: Whose,
	program: Program,
	remains: readonly string[],
): Promise<void> {
	const { device, life, options } = whose;
	const { process } = program;
	// Another page that opened meanwhile has found out already, and may have begun anew.
	if (remains.length === 0 && life.leaving.has(process)) {
		// Who opened the account meanwhile may have begun anew, and ended since.
		const isAlone = life.tabs.size === 1 && life.boots === life.bootsBefore;
		if (isAlone) await lookForRest(whose);
		isLeft(whose);
	} else if (remains.length > 0)
		options.listener.befell(device, "logout left something");
	for (const tab of life.tabs) {
		if (tab.process !== process) continue;
		tab.erasing = 0;
		await closeTab(whose, tab);
	}
}

/** Nothing of the account is on the device any more, not even its name. */
async function lookForRest({ options, device }: Whose): Promise<void> {
	const names = await device.disk.medium().names();
	const rest = [...names, ...(device.journal?.keys() ?? [])];
	if (rest.length > 0) options.listener.foundRest(device, rest);
}

/** From here on the device is new: as a rule to the same person. */
function isLeft(whose: Whose): void {
	forget(whose);
	const { options, life } = whose;
	const random = options.random.fork(`account ${life.boots}`);
	// Whoever opens the account at this moment goes on with it.
	if (life.tabs.size > 1 || !random.chance(0.3)) return;
	life.person = random.pick(["ann", "ben", "cid"]);
	life.account = `${options.name} of ${life.person}`;
}

function forget(
	{ options, device, life }: Whose,
	isMeant?: Parameters<Device["disk"]["forget"]>[0],
): void {
	if (!life.discards) options.listener.leftUnasked(device);
	life.leaving.clear();
	life.discards = false;
	life.reached = 0;
	life.left += 1;
	life.leftAt = options.time.now();
	options.listener.left(device, device.disk.forget(isMeant));
}

/** At an opening: an account that was being erased is whole, or gone without a rest. */
export async function settleLeaving(
	whose: Whose,
	{ store }: Program,
): Promise<void> {
	const { options, device, life } = whose;
	if (life.leaving.size === 0) return;
	// What is written while the store is read belongs to whoever begins anew.
	const old = new Set(
		collectionNames.flatMap((name) => [
			...device.disk.documents(name).values(),
		]),
	);
	const missing: string[] = [];
	let found = 0;
	for (const name of collectionNames) {
		const all = await replicaOf(store).readAll(name);
		const ids = new Set(all.map(({ id }) => id));
		for (const doc of device.disk.documents(name).values()) {
			if (!old.has(doc)) continue;
			if (ids.has(doc.id)) found += 1;
			else missing.push(doc.id);
		}
	}
	if (missing.length === 0) return forgetDead(life);
	if (found > 0)
		options.listener.foundRest(device, [
			`${found} documents without ${missing.join(", ")}`,
		]);
	options.listener.befell(device, "logout finished later");
	forget(whose, (doc) => old.has(doc));
}

/** What they began came to nothing; whoever is alive may still begin. */
function forgetDead({ leaving }: Life): void {
	for (const process of leaving)
		if (!process.isAlive()) leaving.delete(process);
}
