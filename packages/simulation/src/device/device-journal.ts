import type { Journal } from "@engine-offline/core";
import type { Process } from "../world/process.js";
import type { Random } from "../world/random.js";

/** A device's journal: it outlives every process, and what is stored beside it. */
export interface DeviceJournal {
	/**
	 * The journal as one process has it: each operation takes a while before it takes place and before its answer
	 * comes, in order; and whatever a killed process asked for neither takes place nor is answered.
	 */
	journalOf(process: Process, random: Random): Journal;
	/** The keys of all that it holds. */
	keys(): readonly string[];
}

export function createDeviceJournal(): DeviceJournal {
	const texts = new Map<string, string>();
	return {
		keys: () => [...texts.keys()],
		journalOf: (process, random) => {
			const inOrder = createOrder(process, random);
			return {
				keys: (prefix) =>
					inOrder(() =>
						[...texts.keys()].filter((key) => key.startsWith(prefix)),
					),
				read: (key) => inOrder(() => texts.get(key)),
				write: (key, text) =>
					inOrder(() => {
						texts.set(key, text);
					}),
				remove: (key) =>
					inOrder(() => {
						texts.delete(key);
					}),
				change: (key, next) =>
					inOrder(() => {
						const text = next(texts.get(key));
						if (text === null) texts.delete(key);
						else if (text !== undefined) texts.set(key, text);
					}),
			};
		},
	};
}

function createOrder(process: Process, random: Random) {
	const aWhile = () =>
		process.wait(
			random.weighted([
				[0, 6],
				[2, 3],
				[15, 0.3],
			]),
		);
	let last: Promise<unknown> = Promise.resolve();
	return async <Value>(run: () => Value): Promise<Value> => {
		const turn = last.then(aWhile).then(run);
		last = turn.catch(() => undefined);
		const value = await turn;
		await aWhile();
		return value;
	};
}
