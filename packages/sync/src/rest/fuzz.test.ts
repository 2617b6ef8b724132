import { createEmulator } from "@engine-offline/emulator";
import { expect, test } from "vitest";
import type { Listed } from "../engine.js";
import { isId } from "./ids.js";
import { ownId, readList, readRoles, readRow, userId } from "./readers.js";
import { org, orgUser, project, tokens, user } from "./rows.js";
import { readStatusBody } from "./status-body.js";

/** mulberry32: the same mutations each time. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

const poisons = [
	"null",
	"0",
	"-1",
	"1e999",
	"true",
	'""',
	'"../x"',
	'"\\u0000"',
	'"\\ud800"',
	"[]",
	"{}",
	"[[[[[[[[[[]]]]]]]]]]",
	'{"__proto__":{"polluted":1}}',
	'{"constructor":{"prototype":{"polluted":1}}}',
	`"${"x".repeat(300_000)}"`,
	`${"[".repeat(50)}${"]".repeat(50)}`,
];
const names = ["__proto__", "constructor", "prototype", "id", "user", "orgs"];

/** One change somewhere: a value replaced, a name replaced, a piece doubled or cut out, a byte flipped. */
function mutate(text: string, random: () => number): string {
	const pick = <T>(values: readonly T[]): T | undefined =>
		values[Math.floor(random() * values.length)];
	const at = Math.floor(random() * text.length);
	const end = at + Math.floor(random() * 40);
	const values = [...text.matchAll(/"(?:[^"\\]|\\.)*"|\d+/g)];
	const value = pick(values);
	const from = value?.index ?? 0;
	const to = from + (value?.[0].length ?? 0);
	const isName = text[to] === ":";
	switch (Math.floor(random() * 5)) {
		case 0:
			return text.slice(0, at) + text.slice(end);
		case 1:
			return text.slice(0, end) + text.slice(at);
		case 2:
			return (
				text.slice(0, at) +
				String.fromCharCode(32 + random() * 90) +
				text.slice(at + 1)
			);
		default:
			return `${text.slice(0, from)}${isName ? JSON.stringify(pick(names)) : pick(poisons)}${text.slice(to)}`;
	}
}

async function realAnswers(): Promise<readonly string[]> {
	const answers: string[] = [];
	for (const memberNames of ["camel", "snake"] as const) {
		const emulator = await createEmulator({
			fixtures: {
				accounts: [{ name: "Ada", email: "ada@example.com" }],
				orgs: [1, 2, 3].map((n) => ({
					name: `Org ${n}`,
					projects: [{ name: `A ${n}` }, { name: `B ${n}` }],
				})),
			},
			quirks: { memberNames, unknownMembers: "present" },
			seed: "fuzz",
		});
		const [ada] = emulator.accounts;
		const api = `${emulator.url}/api/v1`;
		const body = JSON.stringify({ email: ada?.email, password: ada?.password });
		const signIn = await fetch(`${api}/users:signInWithEmail`, {
			method: "POST",
			body,
		});
		const signedIn = await signIn.text();
		const headers = { authorization: `Bearer ${JSON.parse(signedIn).token}` };
		const ask = async (path: string) =>
			(await fetch(`${api}${path}`, { headers })).text();
		const orgs = await ask("/orgs");
		const id: string = JSON.parse(orgs).orgs[0].id;
		answers.push(signedIn, orgs, await ask("/projects"), await ask("/configs"));
		answers.push(await ask(`/orgs/${id}`), await ask(`/orgs/${id}/users`));
		answers.push(await ask(`/users/${ada?.id}`), await ask("/orgs/none"));
		await emulator.close();
	}
	return answers;
}

const lists = [
	readList([{ name: "orgs", row: org, rowId: ownId }]),
	readList([{ name: "projects", row: project, rowId: ownId }]),
	readList([
		{ name: "orgUsers", row: orgUser(false), rowId: userId },
		{ name: "externalUsers", row: orgUser(true), rowId: userId },
	]),
] as const;
const rows = [org, project, user, orgUser(false)].map((schema) =>
	readRow<unknown>(schema),
);

/** What no row may hold: the ids are ids, and everything else is flat, known and of its type. */
function faultsIn(value: unknown): string[] {
	if (typeof value === "string" || typeof value === "boolean") return [];
	if (typeof value !== "object" || value === null) return [`a ${typeof value}`];
	if (Object.getPrototypeOf(value) !== Object.prototype) return ["a prototype"];
	return Object.entries(value).flatMap(([name, inner]) => {
		if (!knownNames.has(name)) return [`the name ${name}`];
		const isNeeded = name === "id" && inner !== "";
		return isNeeded && !isId(inner) ? ["a bad id"] : faultsIn(inner);
	});
}

const knownNames = new Set(
	"id name description logoUrl subscriptionId audit mark createdMark createdBy updatedBy org displayName email photoUrl phone status user role external".split(
		" ",
	),
);

test("[RC27] [X11] 10,000 mutated answers: no crash, no bad row, no polluted prototype", async () => {
	const answers = await realAnswers();
	const random = createRandom(20_261_124);
	const before = Reflect.ownKeys(Object.prototype).length;
	let read = 0;
	let bad = 0;
	const faults: string[] = [];
	for (let turn = 0; turn < 10_000; turn++) {
		let text = answers[turn % answers.length] ?? "";
		for (let times = 0; times <= turn % 3; times++) text = mutate(text, random);
		readStatusBody(text);
		let body: unknown;
		try {
			body = JSON.parse(text);
		} catch {
			continue;
		}
		for (const list of lists) {
			const listed: Listed<unknown> | undefined = list(body);
			read += listed?.rows.length ?? 0;
			bad += (listed?.invalid.length ?? 0) + (listed?.unreadable ?? 0);
			for (const row of listed?.rows ?? []) faults.push(...faultsIn(row));
			for (const id of listed?.invalid ?? []) if (!isId(id)) faults.push(id);
		}
		for (const row of rows) {
			const value = row(body);
			if (value !== undefined) faults.push(...faultsIn(value));
		}
		readRow(tokens)(body);
		readRoles(body);
	}
	expect(faults).toEqual([]);
	expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
	// Both happened often, or this test shows nothing.
	expect(read).toBeGreaterThan(1_000);
	expect(bad).toBeGreaterThan(100);
}, 60_000);
