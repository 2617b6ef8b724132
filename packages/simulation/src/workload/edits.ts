import type {
	CollectionName,
	Envelope,
	Stored,
} from "@engine-offline/core/replicate";
import {
	type Action,
	type Answered,
	freshName,
	isLive,
	pickOne,
	type Turn,
	write,
} from "./context.js";

interface Written {
	readonly primary: string;
	toJSON(): object;
}

/** The edit that a plain RxDB write was. */
function answeredBy(doc: Written): Answered {
	// Proof of the cast: every document of the four collections has an envelope.
	const { envelope } = doc.toJSON() as { readonly envelope: Envelope };
	return { id: doc.primary, edit: envelope.made };
}

export const createOrg: Action = (turn) => {
	const name = freshName(turn, turn.device.name);
	const { store } = turn;
	const isPlain = turn.random.chance(0.4);
	return write(turn, {
		collection: "orgs",
		kind: "create",
		fields: { name },
		run: async () =>
			isPlain
				? answeredBy(await store.orgs.insert({ name }))
				: (await store.createOrg(name)).change,
	});
};

export const createProject: Action = (turn) => {
	const org = pickOne(turn, "orgs");
	return org && createIn(turn, org, freshName(turn, turn.device.name));
};

export function createIn(turn: Turn, org: Stored, name: string): string {
	const { store } = turn;
	const isPlain = turn.random.chance(0.4);
	return write(turn, {
		collection: "projects",
		kind: "create",
		fields: { name },
		run: async () =>
			isPlain
				? answeredBy(await store.projects.insert({ orgId: org.id, name }))
				: (await (await store.org(org.id)).createProject(name)).change,
	});
}

/** Which of the ways that lead to the gate an update takes. */
const ways = [
	"handle",
	"incrementalPatch",
	"incrementalModify",
	"patch",
] as const;

export type Editable = Extract<CollectionName, "orgs" | "projects">;

export function update(
	turn: Turn,
	collection: Editable,
	{ doc, fields }: { doc: Stored; fields: Readonly<Record<string, string>> },
): string {
	const way = turn.random.pick(ways);
	const { id } = doc;
	return write(turn, {
		collection,
		kind: "update",
		id,
		fields,
		run: () => updateBy(way, turn, { collection, id, fields }),
	});
}

interface Update {
	readonly collection: Editable;
	readonly id: string;
	readonly fields: Readonly<Record<string, string>>;
}

async function updateBy(
	way: (typeof ways)[number],
	{ store }: Turn,
	{ collection, id, fields }: Update,
): Promise<Answered | undefined> {
	if (way === "handle") {
		const handle =
			collection === "orgs" ? await store.org(id) : await store.project(id);
		return handle.update(fields);
	}
	const doc =
		collection === "orgs"
			? await store.orgs.findOne(id).exec()
			: await store.projects.findOne(id).exec();
	if (doc === null) return undefined;
	// Proof of the cast: it only widens; both have these three methods, and both take a name and a description.
	const plain = doc as unknown as PlainDocument;
	if (way === "incrementalModify")
		return answeredBy(
			await plain.incrementalModify((data) => ({ ...data, ...fields })),
		);
	return answeredBy(await plain[way](fields));
}

/** RxDB's own ways to change a document. */
interface PlainDocument {
	patch(fields: object): Promise<Written>;
	incrementalPatch(fields: object): Promise<Written>;
	incrementalModify(change: (data: object) => object): Promise<Written>;
}

const editable = ["orgs", "projects", "projects"] as const;
export const isEditable = (doc: Stored) =>
	isLive(doc) && Reflect.get(doc, "reach") !== "reference";

export const edit: Action = (turn) => {
	const collection = turn.random.pick(editable);
	const doc = pickOne(turn, collection, isEditable);
	if (doc === undefined) return undefined;
	const value = freshName(turn, turn.device.name);
	const field = turn.random.pick(["name", "name", "description"]);
	const fields = turn.random.chance(0.2)
		? { name: `${value} n`, description: `${value} d` }
		: { [field]: value };
	return update(turn, collection, { doc, fields });
};

/** A value that it had before. */
export const setBack: Action = (turn) => {
	const collection = turn.random.pick(editable);
	const doc = pickOne(
		turn,
		collection,
		(one) => isEditable(one) && one.envelope.base !== null,
	);
	const { base } = doc?.envelope ?? { base: null };
	if (doc === undefined || base === null) return undefined;
	const field = turn.random.pick(["name", "description"]);
	return update(turn, collection, {
		doc,
		fields: { [field]: base[field] ?? "" },
	});
};

export const remove: Action = (turn) => {
	const collection = turn.random.weighted([
		["projects", 4],
		["orgs", 1],
	] as const);
	const doc = pickOne(turn, collection, isEditable);
	return doc && removeOne(turn, collection, doc);
};

export function removeOne(
	turn: Turn,
	collection: Editable,
	{ id }: Stored,
): string {
	const { store } = turn;
	const isPlain = turn.random.chance(0.4);
	return write(turn, {
		collection,
		kind: "delete",
		id,
		run: async () => {
			if (!isPlain)
				return collection === "orgs"
					? (await store.org(id)).delete()
					: (await store.project(id)).delete();
			const found =
				collection === "orgs"
					? await store.orgs.findOne(id).exec()
					: await store.projects.findOne(id).exec();
			return found === null
				? undefined
				: answeredBy(await found.incrementalRemove());
		},
	});
}

/** An insert over a tombstone: over an unsent delete it takes the delete back, over a settled one it is refused. */
export const insertOver: Action = (turn) => {
	const doc = pickOne(turn, "projects", ({ _deleted }) => _deleted);
	if (doc?.orgId === undefined) return undefined;
	const { id, orgId } = doc;
	const name = freshName(turn, turn.device.name);
	return write(turn, {
		collection: "projects",
		kind: "create",
		id,
		fields: { name },
		run: async () =>
			answeredBy(await turn.store.projects.insert({ id, orgId, name })),
	});
};

export const updateMe: Action = (turn) => {
	const { userId } = turn.store.identity;
	if (userId === "") return undefined;
	const phone = freshName(turn, turn.device.name);
	return write(turn, {
		collection: "users",
		kind: "update",
		id: userId,
		fields: { phone },
		run: async () => (await turn.store.user(userId)).update({ phone }),
	});
};
