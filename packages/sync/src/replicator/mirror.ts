import {
	type CollectionName,
	collectionNames,
	type Replica,
	type Stored,
} from "@engine-offline/core/replicate";

/** All documents in memory, tombstones included: by id, by the Engine's id, by org. Follows every write. */
export interface Mirror {
	all(name: CollectionName): Iterable<Stored>;
	get(name: CollectionName, id: string): Stored | undefined;
	byRemote(name: CollectionName, remoteId: string): Stored | undefined;
	/** Projects or members of an org, by its local id. */
	children(name: "projects" | "members", orgId: string): Stored[];
	/** A moment to compare with `movedSince`. */
	moment(): number;
	/** Whether knowledge of the document (its `seen`) moved after that moment: the read fence. */
	movedSince(name: CollectionName, id: string, moment: number): boolean;
	close(): void;
}

interface Table {
	readonly byId: Map<string, Stored>;
	readonly idByRemote: Map<string, string>;
	readonly idsByOrg: Map<string, Set<string>>;
	readonly movedAt: Map<string, number>;
}

/** Reads everything once and follows the store from then on. */
export async function openMirror(replica: Replica): Promise<Mirror> {
	let moment = 0;
	const tables = new Map<CollectionName, Table>(
		collectionNames.map((name) => [name, emptyTable()]),
	);
	const table = (name: CollectionName) => tables.get(name) ?? emptyTable();
	const subscription = replica.changes$.subscribe(({ name, documents }) => {
		for (const doc of documents)
			if (put(table(name), doc)) table(name).movedAt.set(doc.id, ++moment);
	});
	for (const name of collectionNames)
		for (const doc of await replica.readAll(name))
			if (!table(name).byId.has(doc.id)) put(table(name), doc);
	return {
		all: (name) => table(name).byId.values(),
		get: (name, id) => table(name).byId.get(id),
		byRemote: (name, remoteId) =>
			table(name).byId.get(table(name).idByRemote.get(remoteId) ?? ""),
		children: (name, orgId) =>
			[...(table(name).idsByOrg.get(orgId) ?? [])].flatMap(
				(id) => table(name).byId.get(id) ?? [],
			),
		moment: () => moment,
		movedSince: (name, id, since) => (table(name).movedAt.get(id) ?? 0) > since,
		close: () => subscription.unsubscribe(),
	};
}

function emptyTable(): Table {
	return {
		byId: new Map(),
		idByRemote: new Map(),
		idsByOrg: new Map(),
		movedAt: new Map(),
	};
}

/** Takes the document in; answers whether knowledge of the Engine moved. */
function put(table: Table, doc: Stored): boolean {
	const previous = table.byId.get(doc.id);
	table.byId.set(doc.id, doc);
	const { remoteId, seen } = doc.envelope;
	const old = previous?.envelope.remoteId ?? "";
	if (old !== remoteId && table.idByRemote.get(old) === doc.id)
		table.idByRemote.delete(old);
	if (remoteId !== "") table.idByRemote.set(remoteId, doc.id);
	if (doc.orgId !== undefined) childrenOf(table, doc.orgId).add(doc.id);
	return previous?.envelope.seen !== seen;
}

function childrenOf(table: Table, orgId: string): Set<string> {
	const ids = table.idsByOrg.get(orgId) ?? new Set();
	table.idsByOrg.set(orgId, ids);
	return ids;
}
