import {
	type CollectionName,
	collectionNames,
	type Replica,
	type Stored,
} from "@engine-offline/core/replicate";
import { createRemoteIndex, type RemoteIndex } from "./remote-index.js";

/** All documents in memory, tombstones included: by id, by the Engine's id, by org. Follows every write. */
export interface Mirror {
	all(name: CollectionName): Iterable<Stored>;
	get(name: CollectionName, id: string): Stored | undefined;
	byRemote(name: CollectionName, remoteId: string): Stored | undefined;
	/** Documents that stand for the same thing of the Engine: all but one are to give way. */
	twins(name: CollectionName): Stored[][];
	/** Projects or members of an org, by its local id. */
	children(name: "projects" | "members", orgId: string): Stored[];
	/** A moment to compare with `movedSince`. */
	moment(): number;
	/** Whether knowledge of the document (its `seen`) moved after that moment: the read fence. */
	movedSince(name: CollectionName, id: string, moment: number): boolean;
	/** Whether it moved within the last `ms`, in an earlier process too, as far as the clock can tell. */
	movedWithin(name: CollectionName, id: string, ms: number): boolean;
	close(): void;
}

interface Table {
	readonly byId: Map<string, Stored>;
	readonly remotes: RemoteIndex;
	readonly idsByOrg: Map<string, Set<string>>;
	readonly movedAt: Map<string, Moved>;
}

interface Moved {
	readonly moment: number;
	/** Monotonic ms. */
	readonly at: number;
}

/** How long something that an earlier process wrote counts as written just now, if at all: longer than a replica lags. */
const RECENT_MS = 600_000;

/** Reads everything once and follows the store from then on. */
export async function openMirror(replica: Replica): Promise<Mirror> {
	let moment = 0;
	const tables = new Map<CollectionName, Table>(
		collectionNames.map((name) => [name, emptyTable()]),
	);
	const table = (name: CollectionName) => tables.get(name) ?? emptyTable();
	const { monotonic, now } = replica.environment;
	const movedOf = (name: CollectionName, id: string) =>
		table(name).movedAt.get(id);
	const take = (name: CollectionName, doc: Stored) => {
		if (put(table(name), doc))
			table(name).movedAt.set(doc.id, { moment: ++moment, at: monotonic() });
	};
	const subscription = replica.changes$.subscribe(({ name, documents }) => {
		for (const doc of documents) take(name, doc);
	});
	for (const name of collectionNames)
		for (const doc of await replica.readAll(name))
			if (!table(name).byId.has(doc.id)) {
				put(table(name), doc);
				const age = Math.max(0, now() - doc._meta.lwt);
				if (age < RECENT_MS)
					table(name).movedAt.set(doc.id, { moment: 0, at: monotonic() - age });
			}
	return {
		all: (name) => table(name).byId.values(),
		get: (name, id) => table(name).byId.get(id),
		byRemote: (name, remoteId) =>
			table(name).byId.get(table(name).remotes.idOf(remoteId) ?? ""),
		twins: (name) =>
			table(name)
				.remotes.twins()
				.map((ids) => found(table(name), ids)),
		children: (name, orgId) =>
			found(table(name), table(name).idsByOrg.get(orgId) ?? []),
		moment: () => moment,
		movedSince: (name, id, since) => (movedOf(name, id)?.moment ?? 0) > since,
		movedWithin: (name, id, ms) =>
			(movedOf(name, id)?.at ?? Number.NEGATIVE_INFINITY) > monotonic() - ms,
		close: () => subscription.unsubscribe(),
	};
}

function emptyTable(): Table {
	return {
		byId: new Map(),
		remotes: createRemoteIndex(),
		idsByOrg: new Map(),
		movedAt: new Map(),
	};
}

function found({ byId }: Table, ids: Iterable<string>): Stored[] {
	return [...ids].flatMap((id) => byId.get(id) ?? []);
}

/** Takes the document in; answers whether knowledge of the Engine moved. */
function put(table: Table, doc: Stored): boolean {
	const previous = table.byId.get(doc.id);
	table.byId.set(doc.id, doc);
	const { remoteId, seen } = doc.envelope;
	table.remotes.move(doc.id, previous?.envelope.remoteId ?? "", remoteId);
	if (doc.orgId !== undefined) childrenOf(table, doc.orgId).add(doc.id);
	return previous?.envelope.seen !== seen;
}

function childrenOf(table: Table, orgId: string): Set<string> {
	const ids = table.idsByOrg.get(orgId) ?? new Set();
	table.idsByOrg.set(orgId, ids);
	return ids;
}
