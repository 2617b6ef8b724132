import * as z from "zod";
import type { Environment } from "../environment.js";
import { storageFailureOf } from "../gate/storage-failure.js";
import { CHANGED, type Sharing } from "./share-storage.js";

/** A visible tab asks storage this often what changed. */
const EVERY_MS = 2_000;
/** A hidden one does so every so many times: it may be the one that replicates what another wrote. */
const HIDDEN_TICKS = 15;
/** A write takes its time stamp before it is stored: so much later it may still appear. */
const MARGIN_MS = 10_000;
/** What wrote while this page was frozen may have been frozen itself, its time stamp taken. */
const LONG_MARGIN_MS = 120_000;

const changedSchema = z.object({
	name: z.string().max(64),
	ids: z.union([z.literal("many"), z.array(z.string().max(300)).max(1_000)]),
});

/** Sees to it that this tab shows what others wrote, also when no word of it came. */
export interface Freshness {
	/** Asks storage what changed since it was last asked; resolves when RxDB knows. */
	refresh(): Promise<void>;
	close(): void;
}

export interface FreshnessOptions {
	readonly environment: Environment;
	readonly sharing: Sharing;
	/** A storage that tells its tabs by itself is asked to catch up instead. */
	readonly catchUp?: (() => Promise<void>) | undefined;
	/** Called when storage answers that only another opening helps. */
	readonly lost: () => void;
}

export function keepFresh(options: FreshnessOptions): Freshness {
	const { environment, sharing } = options;
	const looker = createLooker(options);
	let timer = () => {};
	let ticks = 0;
	const tick = () => {
		timer = environment.setTimer(() => {
			ticks += 1;
			const isVisible = environment.isVisible?.() ?? true;
			if (isVisible || ticks % HIDDEN_TICKS === 0) looker.since(MARGIN_MS);
			tick();
		}, EVERY_MS);
	};
	tick();
	const endings = [
		sharing.tabs.hear(CHANGED, (body) => {
			const { success, data } = changedSchema.safeParse(body);
			if (!success) return;
			if (data.ids === "many") looker.since(MARGIN_MS);
			else looker.look(data.name, data.ids);
		}),
		environment.onVisible?.(() => looker.since(MARGIN_MS)) ?? (() => {}),
		sharing.tabs.onResume(() => looker.since(LONG_MARGIN_MS)),
	];
	return {
		refresh: () => looker.since(LONG_MARGIN_MS),
		close: () => {
			timer();
			looker.close();
			for (const end of endings) end();
		},
	};
}

interface Looker {
	look(name: string, ids: readonly string[]): void;
	since(marginMs: number): Promise<void>;
	close(): void;
}

/** One look at a time: what is asked for meanwhile is put together for the next. */
function createLooker({
	environment,
	sharing,
	catchUp,
	lost,
}: FreshnessOptions): Looker {
	const waiting = new Map<string, Set<string>>();
	let wantedMargin = 0;
	/** Until then (wall clock ms) everything was seen. */
	let seenAt = environment.now();
	let running: Promise<void> | undefined;
	let closed = false;
	const everything = async (margin: number) => {
		const began = environment.now();
		// The clock may have been put back meanwhile.
		const moment = Math.min(seenAt, began) - margin;
		await catchUp?.();
		for (const feed of [...sharing.feeds.values()])
			await feed.lookSince(moment);
		seenAt = began;
	};
	const single = async () => {
		const asked = [...waiting];
		waiting.clear();
		for (const [name, ids] of asked)
			await sharing.feeds.get(name)?.look([...ids]);
	};
	const run = async () => {
		try {
			while (!closed && (wantedMargin > 0 || waiting.size > 0)) {
				const margin = wantedMargin;
				wantedMargin = 0;
				if (margin > 0) await everything(margin);
				else await single();
			}
		} catch (error) {
			// Storage that does not answer is asked again by the next look: what was seen has not moved.
			if (!closed && storageFailureOf(error).isLost) lost();
		} finally {
			running = undefined;
		}
	};
	const start = () => {
		running ??= run();
		return running;
	};
	return {
		look: (name, ids) => {
			const known = waiting.get(name) ?? new Set();
			waiting.set(name, new Set([...known, ...ids]));
			void start();
		},
		since: (margin) => {
			wantedMargin = Math.max(wantedMargin, margin);
			return start();
		},
		close: () => {
			closed = true;
		},
	};
}
