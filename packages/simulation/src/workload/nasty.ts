import type { Stored } from "@engine-offline/core/replicate";
import { emailOf, people } from "../engine/people.js";
import {
	type Action,
	documentsOf,
	freshName,
	isLive,
	pickOne,
	write,
} from "./context.js";
import { createIn, isEditable, removeOne, update } from "./edits.js";

/** A request for it has no answer yet. */
const isBusy = (doc: Stored) => isEditable(doc) && doc.envelope.sent !== null;

/** An edit while a request is under way or in doubt, a create as a rule. */
export const editBusy: Action = (turn) => {
	const collection = turn.random.pick([
		"projects",
		"projects",
		"orgs",
	] as const);
	const doc = pickOne(turn, collection, isBusy);
	const name = freshName(turn, turn.device.name);
	return doc && update(turn, collection, { doc, fields: { name } });
};

/** What was sent, or what was there before it, again, while its answer may be lost. */
export const setBackBusy: Action = (turn) => {
	const doc = pickOne(turn, "projects", isBusy);
	const { base, sent } = doc?.envelope ?? { base: null, sent: null };
	const before = turn.random.pick([base, sent?.values]);
	const name = before?.name;
	return doc === undefined || name === undefined || name === ""
		? undefined
		: update(turn, "projects", { doc, fields: { name } });
};

export const removeBusy: Action = (turn) => {
	const doc = pickOne(turn, "projects", isBusy);
	return doc && removeOne(turn, "projects", doc);
};

/** An org with children that wait or are being made. */
export const removeBusyOrg: Action = (turn) => {
	const parents = new Set(
		documentsOf(
			turn,
			"projects",
			({ envelope }) => envelope.made > envelope.settled,
		).map(({ orgId }) => orgId),
	);
	const doc = pickOne(
		turn,
		"orgs",
		(org) => isEditable(org) && parents.has(org.id),
	);
	return doc && removeOne(turn, "orgs", doc);
};

/** The same thing gets another name on every device that runs. */
export const renameBoth: Action = (turn) => {
	const doc = pickOne(
		turn,
		"projects",
		(one) => isEditable(one) && one.envelope.remoteId !== "",
	);
	if (doc === undefined) return undefined;
	const texts = turn.devices.flatMap((device) => {
		const program = device.program();
		const same = [...device.disk.documents("projects").values()].find(
			(one) =>
				isEditable(one) && one.envelope.remoteId === doc.envelope.remoteId,
		);
		if (program === undefined || same === undefined || device.isFrozen())
			return [];
		const there = { ...turn, device, program, store: program.store };
		const name = freshName(there, device.name);
		return [update(there, "projects", { doc: same, fields: { name } })];
	});
	return texts.join("; ");
};

/** Two projects in one org with the same fields, so that nobody can tell one from the other. */
export const twins: Action = (turn) => {
	const org = pickOne(turn, "orgs");
	if (org === undefined) return undefined;
	const name = `twin.${freshName(turn, turn.device.name)}`;
	return `${createIn(turn, org, name)}; ${createIn(turn, org, name)}`;
};

/** Removes somebody and adds them again with another role, while somebody else may do the same. */
export const addRemoved: Action = (turn) => {
	const { engine, random, store } = turn;
	const org = pickOne(turn, "orgs", (one) => isLive(one));
	if (org === undefined) return undefined;
	const person = random.pick(people);
	const role = random.pick(["OrgViewer", "OrgEditor"]);
	const email = emailOf(person);
	if (
		random.chance(0.5) &&
		engine.machine.state().orgs.has(org.envelope.remoteId)
	) {
		engine.truth.attribute("", undefined);
		engine.direct.setOrgRole(
			org.envelope.remoteId,
			engine.idOf(person),
			random.pick([null, "OrgViewer"]),
		);
	}
	const collection = "members";
	return write(turn, {
		collection,
		kind: "create",
		run: async () => {
			const handle = await store.org(org.id);
			const members = await handle.listUsers();
			const found = members.filter(({ user }) => user.email === email);
			const member = found.find(({ external }) => !external) ?? found[0];
			if (member !== undefined) {
				const { id } = member;
				const removed = handle.removeUser(email);
				write(turn, { collection, kind: "delete", id, run: () => removed });
				await removed;
			}
			return (await handle.addUser(email, role)).change;
		},
	});
};
