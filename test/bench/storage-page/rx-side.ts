import { createRxDatabase, type RxCollection, type RxJsonSchema } from "rxdb";
import {
	type Durability,
	type StorageName,
	storageNamed,
} from "../../storages.js";
import type { Row } from "./row.js";
import type { Side } from "./side.js";

const schema: RxJsonSchema<Row> = {
	version: 0,
	primaryKey: "id",
	type: "object",
	properties: {
		id: { type: "string", maxLength: 64 },
		orgId: { type: "string", maxLength: 64 },
		name: { type: "string" },
		description: { type: "string" },
		stamp: { type: "number" },
	},
	required: ["id", "orgId", "name", "description", "stamp"],
	indexes: ["orgId"],
};

/** Nothing secret: names of databases and schemas. */
const hashFunction = async (input: unknown) => {
	let value = 7;
	for (const letter of String(input))
		value = (Math.imul(value, 31) + letter.charCodeAt(0)) | 0;
	return `h${value >>> 0}`;
};

type ProjectStorage = RxCollection<Row>["storageInstance"];

/** One bulk write that says what it was made from, as a replicator writes. */
async function updateAtStorage(storage: ProjectStorage, rows: readonly Row[]) {
	const ids = rows.map(({ id }) => id);
	const found = await storage.findDocumentsById(ids, true);
	const writes = found.map((previous, n) => {
		const _rev = `${Number.parseInt(previous._rev, 10) + 1}-bench`;
		const _meta = { lwt: previous._meta.lwt + 1 };
		return { previous, document: { ...previous, ...rows[n], _rev, _meta } };
	});
	const { error } = await storage.bulkWrite(writes, "bench");
	if (error.length > 0) throw new Error(`${error.length} conflicts`);
}

/** RxDB over one of its storages, with four collections. */
export async function openRx(
	name: string,
	kind: StorageName,
	durability: Durability,
): Promise<Side> {
	const database = await createRxDatabase({
		name,
		storage: storageNamed(kind, { durability }).rxStorage,
		multiInstance: false,
		hashFunction,
	});
	const { projects } = await database.addCollections({
		projects: { schema },
		orgs: { schema },
		users: { schema },
		members: { schema },
	});
	let readings = 0;
	const byOrg = (orgId: string) => projects.find({ selector: { orgId } });
	return {
		bulk: (rows) => projects.bulkInsert([...rows]),
		update: (rows) => updateAtStorage(projects.storageInstance, rows),
		insert: (row) => projects.insert(row),
		queryOrg: async (orgId) => (await byOrg(orgId).exec()).length,
		readAll: async () => {
			readings += 1;
			// Another selector each time: RxDB answers the same query from its cache.
			const selector = { stamp: { $gte: -readings } };
			return (await projects.find({ selector }).exec()).length;
		},
		watch: (queries, heard) => {
			const subscriptions = Array.from({ length: queries }, (_, n) =>
				byOrg(`org-${n}`).$.subscribe((rows) => {
					if (n === 0) heard(Math.max(0, ...rows.map(({ stamp }) => stamp)));
				}),
			);
			return () => {
				for (const each of subscriptions) each.unsubscribe();
			};
		},
		close: () => database.close(),
	};
}
