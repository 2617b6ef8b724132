import type { Way } from "./network.js";
import { below, createRandom } from "./random.js";

const moments = [
	"before it leaves",
	"while it is on its way",
	"when its answer has just come",
] as const;

/** Where the process ends itself: at which of the writes that it sends, and at which moment of that one. */
export interface DeathPoint {
	/** From 1. */
	readonly write: number;
	readonly moment: (typeof moments)[number];
	/** So long after that moment, so that it hits whatever the device does by then. */
	readonly afterMs: number;
}

/** A point within the push: the edits make seven writes at least, so that each of these points is reached. */
export function drawDeathPoint(seed: number): DeathPoint {
	const random = createRandom(seed);
	return {
		write: 1 + below(random, 7),
		moment: moments[below(random, moments.length)] ?? moments[0],
		afterMs: below(random, 12),
	};
}

/** A way that kills this process at the given point. SIGKILL: nothing can be tidied up, nothing is written any more. */
export function createMortalWay(
	point: DeathPoint,
	lastWords: (point: DeathPoint) => void,
): Way {
	let writes = 0;
	const die = (): Promise<never> => {
		setTimeout(() => {
			lastWords(point);
			process.kill(process.pid, "SIGKILL");
		}, point.afterMs);
		return new Promise(() => {});
	};
	return async (send, isWrite) => {
		if (isWrite) writes += 1;
		if (!isWrite || writes !== point.write) return send();
		if (point.moment === "before it leaves") return die();
		const answer = send();
		const answered = answer.catch(() => {});
		if (point.moment === "while it is on its way") return die();
		await answered;
		void die();
		return answer;
	};
}
