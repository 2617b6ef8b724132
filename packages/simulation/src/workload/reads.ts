import { collectionNames, type Stored } from "@engine-offline/core/replicate";
import { type Action, documentsOf, isLive } from "./context.js";

/** Reads one collection as an app does, and has it judged. */
export const read: Action = (turn) => {
	const { random, store, device, program, time } = turn;
	const name = random.pick(collectionNames);
	const askedAt = time.now();
	const liveBefore = new Set(documentsOf(turn, name, isLive).map(idOf));
	const shown = async () => {
		const found = await store[name].find().exec();
		// Proof of the cast: what a collection shows are its documents, with their envelopes.
		const rows = found.map((one) => one.toJSON() as unknown as Stored);
		turn.read(device, { name, rows, askedAt, program, liveBefore });
	};
	shown().catch((error: unknown) => turn.unexpected(device, "read", error));
	return name;
};

const idOf = ({ id }: Stored) => id;
