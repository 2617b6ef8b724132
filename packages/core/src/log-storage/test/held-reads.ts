import type { Log, LogHome, Part } from "../log.js";
import type { Place } from "./homes.js";

/** Parts that are read when the test lets them. */
export interface HeldReads {
	readonly place: Place;
	/** What waits to be read now. */
	readonly waiting: Part[];
	/** Lets these be read, those that come later too. */
	release(which: (part: Part) => boolean): void;
	folds: number;
	/** What it throws is the failure of the next reads. */
	fail: () => void;
}

/** The same place, whose parts are not read before they are released. */
export function holdReads(place: Place): HeldReads {
	const waiting: Part[] = [];
	const wake = new Map<Part, () => void>();
	let isReleased = (_part: Part) => false;
	const held: HeldReads = {
		place: { ...place, home: () => wrap(place.home(), hold, countFold) },
		waiting,
		release: (which) => {
			isReleased = which;
			for (const part of waiting.filter(which)) wake.get(part)?.();
		},
		folds: 0,
		fail: () => {},
	};
	const countFold = () => {
		held.folds += 1;
	};
	const hold = (part: Part): Part => ({
		...part,
		read: async () => {
			waiting.push(part);
			if (!isReleased(part))
				await new Promise<void>((resolve) => wake.set(part, resolve));
			waiting.splice(waiting.indexOf(part), 1);
			held.fail();
			return part.read();
		},
	});
	return held;
}

const wrap = (
	home: LogHome,
	hold: (part: Part) => Part,
	countFold: () => void,
): LogHome => ({
	open: async (database, hear) => {
		const log = await home.open(database, hear);
		const load = async () => {
			const loaded = await log.load();
			return { ...loaded, parts: loaded.parts.map(hold) };
		};
		// The log's own verbs, bound to it.
		const verbs: Omit<Log, "load"> = {
			append: (after, write) => log.append(after, write),
			since: (sequence) => log.since(sequence),
			isFoldDue: (documents) => log.isFoldDue(documents),
			fold: (snapshot) => {
				countFold();
				return log.fold(snapshot);
			},
			damaged: () => log.damaged(),
			destroy: (sequence) => log.destroy(sequence),
			close: () => log.close(),
		};
		return { ...verbs, load };
	},
});
