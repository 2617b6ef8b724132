import { expect, test } from "vitest";
import type { OrgRow, ProjectRow } from "../engine.js";
import {
	ownId,
	readList,
	readRoles,
	readRow,
	readWithPauses,
} from "./readers.js";
import { org, orgUser, project, tokens, user } from "./rows.js";

const readOrgs = readList<OrgRow>([{ name: "orgs", row: org, rowId: ownId }]);

const noAudit = {
	mark: "",
	createdMark: "",
	createdBy: "",
	updatedBy: "",
};

const bare = {
	name: "",
	description: "",
	logoUrl: "",
	subscriptionId: "",
	audit: noAudit,
};

test("[RC5] camelCase and snake_case are read alike, and absent is empty", () => {
	const full = {
		id: "o1",
		name: "Ada",
		description: "",
		logoUrl: "l",
		subscriptionId: "s",
		audit: {
			mark: "1700",
			createdMark: "1600",
			createdBy: "u1",
			updatedBy: "u2",
		},
	};
	const audit = {
		created: { timestamp: "1600", by: { id: "u1", name: "A" } },
		updated: { timestamp: "1700", by: { id: "u2" } },
	};
	const camel = { ...full, audit };
	const snake = {
		id: "o1",
		name: "Ada",
		logo_url: "l",
		subscription_id: "s",
		audit,
	};
	expect(readRow(org)(camel)).toEqual(full);
	expect(readRow(org)(snake)).toEqual(full);
	expect(readRow(org)({ id: "o1" })).toEqual({ ...bare, id: "o1" });
	expect(readRow(org)({ id: "o1", name: null, audit: null })).toEqual({
		...bare,
		id: "o1",
	});
	expect(
		readRow(user)({ id: "u1", display_name: "A", photo_url: "p" }),
	).toEqual({
		id: "u1",
		displayName: "A",
		email: "",
		photoUrl: "p",
		phone: "",
		status: "",
	});
});

test("[RC6] unknown members are left out, `config` of a project above all", () => {
	const row: ProjectRow | undefined = readRow(project)({
		id: "p1",
		config: { storage: { secret: "canary" } },
		stats: { rows: "9" },
		surprise: { deep: [1] },
	});
	expect(JSON.stringify(row)).not.toMatch(/canary|stats|surprise/);
	expect(row).toEqual({
		id: "p1",
		name: "",
		description: "",
		org: { id: "", name: "" },
		audit: noAudit,
	});
});

test("[RC7] one bad row hides no other: it is named, or counted when its id cannot be read", () => {
	const listed = readOrgs({
		orgs: [
			{ id: "good-1", name: "A" },
			{ id: "bad-name", name: 7 },
			{ id: "bad-audit", audit: { updated: { timestamp: -1 } } },
			{ id: "../escape", name: "x" },
			{ name: "no id" },
			{ id: 5 },
			null,
			"row",
			[],
			{ id: "good-2" },
		],
	});
	expect(listed?.rows.map(({ id }) => id)).toEqual(["good-1", "good-2"]);
	expect(listed?.invalid).toEqual(["bad-name", "bad-audit"]);
	expect(listed?.unreadable).toBe(6);
});

test("[RC7] of two rows with one id the first stands, and a good one stands for a bad one", () => {
	const listed = readOrgs({
		orgs: [
			{ id: "o1", name: "first" },
			{ id: "o1", name: "second" },
			{ id: "o2", name: 1 },
			{ id: "o2", name: "good" },
		],
	});
	expect(listed?.rows.map(({ name }) => name)).toEqual(["first", "good"]);
	expect(listed?.invalid).toEqual([]);
});

test("[RC8] an absent list is a complete empty one", () => {
	const empty = { rows: [], invalid: [], unreadable: 0 };
	for (const body of [{}, { orgs: [] }, { orgs: null }, { other: 1 }])
		expect(readOrgs(body)).toEqual(empty);
});

test.each([null, [], "", "{}", 5, true, undefined])(
	"[RC8] the body %j is no list",
	(body) => {
		expect(readOrgs(body)).toBeUndefined();
	},
);

test.each([{}, "", "[]", 0, 1, false, true, { length: 0 }])(
	"[RC8] a list member that is %j is no list",
	(orgs) => {
		expect(readOrgs({ orgs })).toBeUndefined();
	},
);

test("[RC9] [X11] [X20] a row of 256 KB, nested too deeply, or one of more than 200,000 is not read", () => {
	let deep: unknown = "bottom";
	for (let depth = 0; depth < 40; depth++) deep = { deep };
	const listed = readOrgs({
		orgs: [
			{ id: "fits", description: "x".repeat(200_000) },
			{ id: "large", description: "x".repeat(262_144) },
			{ id: "large-unknown", other: ["x".repeat(262_144)] },
			{ id: "deep", deep },
		],
	});
	expect(listed?.rows.map(({ id }) => id)).toEqual(["fits"]);
	expect(listed?.invalid).toEqual(["large", "large-unknown", "deep"]);
	const rows = (count: number) => new Array(count).fill({ id: "same" });
	expect(readOrgs({ orgs: rows(200_000) })?.rows).toHaveLength(1);
	expect(readOrgs({ orgs: rows(200_001) })).toBeUndefined();
});

test("[RC10] [X10] prototype keys do nothing: rows are fresh objects of known members", () => {
	const body: unknown = JSON.parse(`{
		"__proto__": { "orgs": [{ "id": "ghost" }] },
		"constructor": { "prototype": { "polluted": true } },
		"orgs": [
			{ "id": "o1", "__proto__": { "polluted": true, "name": "ghost" } },
			{ "__proto__": { "id": "ghost" } },
			{ "id": "o2", "constructor": { "prototype": { "polluted": true } }, "audit": { "__proto__": { "updated": {} } } }
		]
	}`);
	const listed = readOrgs(body);
	expect(listed).toEqual({
		rows: [
			{ ...bare, id: "o1" },
			{ ...bare, id: "o2" },
		],
		invalid: [],
		unreadable: 1,
	});
	for (const row of listed?.rows ?? [])
		expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
	expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("[RC11] an org user says from which list it came and needs its user", () => {
	const row = { user: { id: "u1", display_name: "A" }, role: "OrgViewer" };
	expect(readRow(orgUser(true))(row)).toMatchObject({
		user: { id: "u1", displayName: "A" },
		role: "OrgViewer",
		external: true,
	});
	expect(readRow(orgUser(false))({ role: "OrgViewer" })).toBeUndefined();
});

test("[RC12] expires_in is a string of seconds; a token that no header can carry is none", () => {
	const read = readRow(tokens);
	expect(read({ token: "t", refresh_token: "r", expires_in: "3600" })).toEqual({
		token: "t",
		refreshToken: "r",
		expiresInMs: 3_600_000,
	});
	expect(read({ token: "t", expiresIn: 60 })).toEqual({
		token: "t",
		refreshToken: "",
		expiresInMs: 60_000,
	});
	expect(read({ token: "t", expiresIn: "9999999999" })?.expiresInMs).toBe(
		31_536_000_000,
	);
	for (const bad of [
		{ token: "", expiresIn: "1" },
		{ token: "a\r\nb: c", expiresIn: "1" },
		{ token: "t" },
		{ token: "t", expiresIn: "soon" },
		{ token: "t", expiresIn: "-1" },
		{ token: "t", expiresIn: 1.5 },
	])
		expect(read(bad)).toBeUndefined();
});

test("[RC13] the catalogue of roles leaves out what it cannot read", () => {
	const viewer = { id: "OrgViewer", name: "Viewer", permissions: ["read"] };
	expect(
		readRoles({ roles: [viewer, { id: "" }, 5, { id: "x", permissions: 1 }] }),
	).toEqual({ roles: [viewer] });
	expect(readRoles({})).toEqual({ roles: [] });
	expect(readRoles({ roles: {} })).toBeUndefined();
});

test("[RC28] a long list is read in steps, and is the same list", async () => {
	const rows = Array.from({ length: 1_700 }, (_, at) => ({ id: `o${at}` }));
	let pauses = 0;
	const pause = async () => {
		pauses += 1;
	};
	const read = await readWithPauses(readOrgs, { orgs: rows }, pause);
	expect(pauses).toBe(3);
	expect(read).toEqual(readOrgs({ orgs: rows }));
	expect(read?.rows).toHaveLength(1_700);
	expect(await readWithPauses(readOrgs, [], pause)).toBeUndefined();
	expect(await readWithPauses(readOrgs, {}, undefined)).toEqual(readOrgs({}));
});
