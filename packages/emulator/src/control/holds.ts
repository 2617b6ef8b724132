import { fits, type Match, type SeenRequest } from "./match.js";

/** Where a request is caught: before it took place, or after, when its answer is about to leave. */
export type HoldPoint = "before" | "after";

/** Catches requests in flight until they are let go. */
export interface Hold {
	readonly id: string;
	/** How many requests are caught at this moment. */
	waiting(): number;
	/** Resolves as soon as so many requests (one unless told) have been caught in all. */
	caught(count?: number): Promise<void>;
	/** Lets the oldest ones go, or all when no number is given. More may be caught. */
	release(count?: number): void;
	/** Catches no more, and lets all go. */
	end(): void;
}

export interface Holds {
	add(match: Match, at: HoldPoint): Hold;
	find(id: string): Hold | undefined;
	endAll(): void;
	/** Resolves when no hold keeps this request at this point. */
	pass(seen: SeenRequest, at: HoldPoint): Promise<void>;
}

interface Catcher {
	readonly hold: Hold;
	readonly match: Match;
	readonly at: HoldPoint;
	catchOne(): Promise<void>;
}

export function createHolds(): Holds {
	const catchers = new Map<string, Catcher>();
	let added = 0;
	return {
		add: (match, at) => {
			added++;
			const id = String(added);
			const catcher = createCatcher(id, () => catchers.delete(id));
			catchers.set(id, { ...catcher, match, at });
			return catcher.hold;
		},
		find: (id) => catchers.get(id)?.hold,
		endAll: () => {
			for (const { hold } of [...catchers.values()]) hold.end();
		},
		pass: async (seen, at) => {
			for (const catcher of [...catchers.values()])
				if (catcher.at === at && fits(catcher.match, seen))
					await catcher.catchOne();
		},
	};
}

function createCatcher(
	id: string,
	forget: () => void,
): Pick<Catcher, "hold" | "catchOne"> {
	let waiting: (() => void)[] = [];
	let total = 0;
	let watchers: { readonly count: number; readonly tell: () => void }[] = [];
	const release = (count = waiting.length) => {
		const going = waiting.slice(0, count);
		waiting = waiting.slice(count);
		for (const go of going) go();
	};
	const tellWatchers = () => {
		const ready = watchers.filter((watcher) => watcher.count <= total);
		watchers = watchers.filter((watcher) => watcher.count > total);
		for (const { tell } of ready) tell();
	};
	const hold: Hold = {
		id,
		waiting: () => waiting.length,
		caught: (count = 1) =>
			new Promise((tell) => {
				watchers.push({ count, tell });
				tellWatchers();
			}),
		release,
		end: () => {
			forget();
			release();
		},
	};
	const catchOne = () =>
		new Promise<void>((go) => {
			waiting.push(go);
			total++;
			tellWatchers();
		});
	return { hold, catchOne };
}
