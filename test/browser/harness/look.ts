import type { Page, Scene } from "./scene.js";
import { until } from "./until.js";

/** Waits until a page says that it is in sync, of itself and for all other tabs. */
export const isInSync = (page: Page) =>
	until("the page is in sync", async () => {
		const { state } = await page.tell("status");
		return state === "in-sync" ? true : undefined;
	});

export const namesOf = (projects: readonly { readonly name: string }[]) =>
	projects.map(({ name }) => name).sort();

/** The names of all projects on the Engine. */
export const onEngine = ({ emulator }: Scene) =>
	namesOf(emulator.control.groundTruth().projects);

/** Nothing of any account is left of what an origin can keep. */
export const nothing = {
	databases: [],
	texts: [],
	locks: [],
	caches: [],
	buckets: [],
	files: [],
};

/** Doubts are cleared within moments, where a test takes the network in the midst of a request. */
export const hasty = { deadlineMs: 2_000, doubtGapMs: 300, lateMs: 500 };
