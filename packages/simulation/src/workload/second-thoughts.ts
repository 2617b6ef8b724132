import { collectionNames } from "@engine-offline/core/replicate";
import { type Action, documentsOf, write } from "./context.js";

/** Takes back what waits in one document. */
export const revert: Action = (turn) => {
	const { store, random } = turn;
	const collection = random.pick(collectionNames);
	const waiting = documentsOf(
		turn,
		collection,
		({ envelope }) => envelope.made > envelope.settled,
	);
	if (waiting.length === 0) return undefined;
	const { id, envelope } = random.pick(waiting);
	const edit = envelope.made;
	return write(turn, {
		collection,
		kind: "revert",
		id,
		run: async () => {
			await store.revert({ collection, id, edit });
			const now = turn.device.disk.documents(collection).get(id);
			return { id, edit: now?.envelope.made ?? edit };
		},
	});
};

/** Answers one issue. */
export const answerIssue: Action = (turn) => {
	const { store, random } = turn;
	const issues = store.issues.list();
	if (issues.length === 0) return undefined;
	const issue = random.pick(issues);
	const action = random.pick(issue.actions);
	const { collection, documentId: id } = issue;
	if (action === "edit") return undefined;
	return write(turn, {
		collection,
		kind: "answer",
		id,
		run: async () => {
			const change = await issue[action]();
			return change === undefined
				? undefined
				: { id: change.id, edit: change.edit };
		},
	});
};

/** Lets a parked change go at once. */
export const retry: Action = (turn) => {
	const { store, random } = turn;
	const collection = random.pick(collectionNames);
	const parked = documentsOf(
		turn,
		collection,
		({ envelope }) => envelope.parked !== null,
	);
	if (parked.length === 0) return undefined;
	const { id, envelope } = random.pick(parked);
	return write(turn, {
		collection,
		kind: "answer",
		id,
		run: async () => {
			await store.retry({ collection, id, edit: envelope.made });
			return undefined;
		},
	});
};
