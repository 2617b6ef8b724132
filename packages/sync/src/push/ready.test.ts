import {
	type CollectionName,
	collectionNames,
	createEnvelope,
	type Envelope,
	type Parked,
	type Sent,
	type Stored,
	seal,
} from "@engine-offline/core/replicate";
import { describe, expect, it } from "vitest";
import { createMemory, documentMemory } from "../replicator/memory.js";
import { documentKey } from "../replicator/work.js";
import { readyDocuments, type Surroundings } from "./ready.js";

type Documents = Partial<Record<CollectionName, readonly Stored[]>>;

function doc(
	name: CollectionName,
	id: string,
	given: Partial<Envelope> & {
		readonly fields?: object;
		readonly deleted?: boolean;
	} = {},
): Stored {
	const { fields, deleted = false, ...envelope } = given;
	const document = {
		id,
		name: id,
		description: "",
		...fields,
		envelope: createEnvelope({ made: 1, touched: { "*": 1 }, ...envelope }),
		_deleted: deleted,
		_rev: "1-a",
		_meta: { lwt: 0 },
		_attachments: {},
	};
	return seal(name, document);
}

const sent = (kind: Sent["kind"], inDoubt: boolean): Sent => ({
	attempt: "t",
	kind,
	values: {},
	covers: 1,
	touched: {},
	inDoubt,
	step: "",
});

const parked = (reason: Parked["reason"]): Parked => ({
	reason,
	code: "",
	message: "",
	suggestion: "",
	at: 0,
});

const org = (id: string, given: Parameters<typeof doc>[2] = {}) =>
	doc("orgs", id, { remoteId: `r-${id}`, ...given });

function readyIds(
	documents: Documents,
	given: Partial<Surroundings> = {},
	most = 9,
) {
	const all = (name: CollectionName) => documents[name] ?? [];
	const ready = readyDocuments(
		{
			mirror: {
				get: (name, id) => all(name).find((one) => one.id === id),
				children: (name, orgId) =>
					all(name).filter((one) => one.orgId === orgId),
			},
			memory: createMemory(),
			listOpen: (name) =>
				all(name).filter(({ envelope }) => envelope.open === 1),
			userId: "me",
			isListed: () => true,
			busy: new Set(),
			now: 1_000,
			...given,
		},
		most,
	);
	return ready.map((each) => each.doc.id);
}

const inOrg = (orgId: string, more: object = {}) => ({
	fields: { orgId, ...more },
});

describe("which changes may go now", () => {
	it("[RD1] an update, a delete and a create each, and nothing that is settled", () => {
		const update = org("u", { base: { name: "old", description: "" } });
		const removal = org("d", {
			base: { name: "d", description: "" },
			deleted: true,
		});
		const create = doc("orgs", "c");
		const settled = org("s", { settled: 1 });
		expect(readyIds({ orgs: [update, removal, create, settled] })).toEqual([
			"u",
			"d",
			"c",
		]);
	});

	it("[RD2] a create waits for the person, for its list, and for its org, and for nothing else", () => {
		const project = doc("projects", "p", inOrg("o"));
		const here = { orgs: [org("o", { settled: 1 })], projects: [project] };
		expect(readyIds(here)).toEqual(["p"]);
		expect(readyIds(here, { userId: "" })).toEqual([]);
		expect(readyIds(here, { isListed: () => false })).toEqual([]);
		expect(readyIds({ projects: [project] })).toEqual([]);
		const unmade = { ...here, orgs: [doc("orgs", "o")] };
		expect(readyIds(unmade)).toEqual(["o"]);
		const other = org("x", {
			base: { name: "old", description: "" },
			parked: parked("quota"),
		});
		expect(readyIds({ ...here, orgs: [...here.orgs, other] })).toEqual(["p"]);
	});

	it("[RD3] one request a document: not while it is worked on, backs off, or has a request out", () => {
		const update = org("u", { base: { name: "old", description: "" } });
		const memory = createMemory();
		expect(readyIds({ orgs: [update] }, { busy: new Set(["orgs/u"]) })).toEqual(
			[],
		);
		documentMemory(memory, "orgs/u").notBefore = 1_001;
		expect(readyIds({ orgs: [update] }, { memory })).toEqual([]);
		expect(readyIds({ orgs: [update] }, { memory, now: 1_001 })).toEqual(["u"]);
		const sending = org("u", {
			base: { name: "old", description: "" },
			sent: sent("update", false),
		});
		expect(readyIds({ orgs: [sending] })).toEqual([]);
	});

	it("[RD4] what is in doubt is asked about; creates of orgs and projects are looked for in lists instead", () => {
		const base = { name: "old", description: "" };
		const doubts = {
			orgs: [
				org("u", { base, sent: sent("update", true) }),
				org("d", { base, sent: sent("delete", true), deleted: true }),
				doc("orgs", "c", { sent: sent("create", true) }),
			],
			members: [
				doc("members", "m", { ...inOrg("u"), sent: sent("create", true) }),
			],
		};
		expect(readyIds(doubts)).toEqual(["u", "d", "m"]);
	});

	it.each([
		"quota",
		"view-only",
		"engine-failing",
		"password-needed",
		"parent-refused",
		"possible-duplicate",
	] as const)("[RD5] parked as %s", (reason) => {
		const base = { name: "old", description: "" };
		const waits = org("u", { base, parked: parked(reason) });
		const memory = createMemory();
		expect(readyIds({ orgs: [waits] }, { memory })).toEqual([]);
		documentMemory(memory, documentKey("orgs", "u")).retryAt = 2_000;
		expect(readyIds({ orgs: [waits] }, { memory })).toEqual([]);
		const byItself = ["quota", "view-only", "engine-failing"].includes(reason);
		expect(readyIds({ orgs: [waits] }, { memory, now: 2_000 })).toEqual(
			byItself ? ["u"] : [],
		);
		// A person let it go: at once.
		const free = org("u", { base });
		expect(readyIds({ orgs: [free] }, { memory })).toEqual(["u"]);
	});

	it("[RD6] what a deleted org hides never becomes a request", () => {
		for (const name of collectionNames)
			for (const remoteId of ["", "r"]) {
				const base = remoteId === "" ? null : { name: "old", description: "" };
				const hidden = doc(name, "h", {
					...inOrg("o"),
					remoteId,
					base,
					hiddenBy: "o",
					deleted: true,
				});
				expect(readyIds({ [name]: [hidden] })).toEqual([]);
			}
	});

	it("[RD7] the delete of an org waits for a child whose request is out, and not for one in doubt", () => {
		const removal = org("o", {
			base: { name: "o", description: "" },
			deleted: true,
		});
		const child = (inDoubt: boolean) =>
			doc("projects", "p", {
				...inOrg("o"),
				sent: sent("create", inDoubt),
				hiddenBy: "o",
				deleted: true,
			});
		expect(readyIds({ orgs: [removal], projects: [child(false)] })).toEqual([]);
		expect(readyIds({ orgs: [removal], projects: [child(true)] })).toEqual([
			"o",
		]);
	});

	it("[RD8] two creates that look the same go one at a time, in one org and not across orgs", () => {
		const twin = (id: string, orgId: string) =>
			doc("projects", id, inOrg(orgId, { name: "Bee" }));
		const orgs = [org("o", { settled: 1 }), org("x", { settled: 1 })];
		const projects = [twin("a", "o"), twin("b", "o"), twin("c", "x")];
		expect(readyIds({ orgs, projects })).toEqual(["a", "c"]);
	});

	it("[RD9] whoever is being taken out of an org is added again only afterwards", () => {
		const orgs = [org("o", { settled: 1 })];
		const users = [
			doc("users", "vic", {
				remoteId: "vic",
				settled: 1,
				fields: { email: "Vic@Example.com" },
			}),
		];
		const leaving = doc("members", "m1", {
			...inOrg("o", { userId: "vic", invite: null }),
			remoteId: "r-o/vic",
			base: {},
			deleted: true,
		});
		const coming = doc(
			"members",
			"m2",
			inOrg("o", { userId: "", invite: { email: "vic@example.com" } }),
		);
		expect(readyIds({ orgs, users, members: [leaving, coming] })).toEqual([
			"m1",
		]);
		expect(readyIds({ orgs, users, members: [coming] })).toEqual(["m2"]);
		// Another page wrote both, and word of the second one came first.
		const busy = new Set(["members/m2"]);
		expect(
			readyIds({ orgs, users, members: [leaving, coming] }, { busy }),
		).toEqual([]);
	});

	it("[RD10] never more than are asked for", () => {
		const orgs = ["a", "b", "c", "d"].map((id) => doc("orgs", id));
		for (const most of [0, 1, 3])
			expect(readyIds({ orgs }, {}, most)).toHaveLength(most);
	});
});
