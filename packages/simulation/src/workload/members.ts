import { emailOf, people } from "../engine/people.js";
import { type Action, freshName, isLive, pickOne, write } from "./context.js";

const roles = ["OrgViewer", "OrgEditor", "OrgOwner"];

export const addUser: Action = (turn) => {
	const org = pickOne(turn, "orgs");
	if (org === undefined) return undefined;
	const email = emailOf(turn.random.pick(people));
	const role = turn.random.pick(roles);
	return write(turn, {
		collection: "members",
		kind: "create",
		run: async () =>
			(await (await turn.store.org(org.id)).addUser(email, role)).change,
	});
};

export const createUser: Action = (turn) => {
	const org = pickOne(turn, "orgs");
	if (org === undefined) return undefined;
	const name = freshName(turn, turn.device.name);
	const email = `${name}@example.net`;
	const given = turn.random.chance(0.2) ? { password: "longenough1" } : {};
	return write(turn, {
		collection: "members",
		kind: "create",
		fields: { email },
		run: async () => {
			const handle = await turn.store.org(org.id);
			return (await handle.createUser({ name, email, ...given })).change;
		},
	});
};

export const removeUser: Action = (turn) => {
	const member = pickOne(turn, "members", isLive);
	if (member === undefined) return undefined;
	const { id } = member;
	return write(turn, {
		collection: "members",
		kind: "delete",
		id,
		run: async () => {
			const doc = await turn.store.members.findOne(id).exec();
			if (doc === null) return undefined;
			const removed = await doc.incrementalRemove();
			return { id, edit: removed.toJSON().envelope.made };
		},
	});
};
