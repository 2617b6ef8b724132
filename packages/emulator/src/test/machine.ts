import { buildFixture } from "../fixture/build.js";
import { readFixture } from "../fixture/schema.js";
import { applyChanges, type Change } from "../machine/change.js";
import type { Answer } from "../machine/decide.js";
import { createDirectControl, type DirectControl } from "../machine/direct.js";
import { createMachine, type Machine } from "../machine/engine-machine.js";
import type { Quirks } from "../machine/quirks.js";
import {
	completeRequest,
	type RequestOf,
	type ResponseOf,
	type RpcName,
} from "../machine/rpcs.js";
import { createEmptyState } from "../machine/state.js";
import { codes, reasonOf } from "../machine/status.js";

/** People of the tests, by what they are in the org "Lighthouse". Eve belongs to its project only; Zoe to nothing. */
export const who = {
	owner: "owner@example.com",
	editor: "editor@example.com",
	viewer: "viewer@example.com",
	eve: "eve@example.org",
	zoe: "zoe@example.net",
} as const;

export type Who = keyof typeof who;

/** The people and the org of the tests. */
export const testFixture = readFixture({
	accounts: Object.entries(who).map(([name, email]) => ({ name, email })),
	orgs: [
		{
			name: "Lighthouse",
			description: "Keeps the light.",
			members: [
				{ email: who.editor, role: "OrgEditor" },
				{ email: who.viewer, role: "OrgViewer" },
			],
			projects: [
				{
					name: "Lamp",
					members: [
						{ email: who.editor, role: "ProjectEditor" },
						{ email: who.viewer, role: "ProjectViewer" },
						{ email: who.eve, role: "ProjectViewer" },
					],
				},
				{ name: "Foghorn" },
			],
		},
	],
});

export interface TestMachine {
	readonly machine: Machine;
	readonly direct: DirectControl;
	readonly orgId: string;
	/** The project in which everybody but Zoe has a role. */
	readonly lampId: string;
	/** The project in which only the owner has a role. */
	readonly foghornId: string;
	readonly id: (person: Who) => string;
	readonly pass: (ms: number) => void;
	readonly call: <N extends RpcName>(
		person: Who,
		rpc: N,
		request?: Partial<RequestOf<N>>,
	) => Answer<ResponseOf<N>>;
	/** The message of a call that is accepted. Throws when it is refused. */
	readonly ok: <N extends RpcName>(
		person: Who,
		rpc: N,
		request?: Partial<RequestOf<N>>,
	) => ResponseOf<N>;
	/** `CODE REASON` of a call that is refused, or `OK`. */
	readonly no: <N extends RpcName>(
		person: Who,
		rpc: N,
		request?: Partial<RequestOf<N>>,
	) => string;
}

export interface TestMachineOptions {
	readonly quirks?: Partial<Quirks>;
	readonly record?: (changes: readonly Change[]) => void;
}

/** A machine with five people, one org and two projects, and a clock of its own. */
export function createTestMachine(
	options: TestMachineOptions = {},
): TestMachine {
	let now = 1_000;
	const { changes } = buildFixture(testFixture, { seed: "test" });
	const state = applyChanges(createEmptyState(), changes);
	const seed = "test";
	const machine = createMachine({ now: () => now, seed, state, ...options });
	const direct = createDirectControl(machine);
	const [orgId = ""] = machine.state().orgs.keys();
	const [lampId = "", foghornId = ""] = machine.state().projects.keys();
	const id = (person: Who) => direct.account(who[person]).id;
	const call: TestMachine["call"] = (person, rpc, request = {}) =>
		machine.call({
			rpc,
			request: completeRequest(rpc, request),
			caller: { accountId: id(person) },
		});
	const pass = (ms: number) => {
		now += ms;
	};
	return {
		machine,
		direct,
		orgId,
		lampId,
		foghornId,
		id,
		pass,
		call,
		ok: (person, rpc, request) => accepted(call(person, rpc, request)),
		no: (person, rpc, request) => verdictOf(call(person, rpc, request)),
	};
}

export function accepted<M>(answer: Answer<M>): M {
	if (answer.ok) return answer.message;
	throw new Error(`Refused: ${verdictOf(answer)} ${answer.status.message}`);
}

export function verdictOf(answer: Answer<unknown>): string {
	if (answer.ok) return "OK";
	const { status } = answer;
	const name = Object.entries(codes).find(
		([, code]) => code.number === status.code,
	)?.[0];
	return [name, reasonOf(status)].join(" ").trim();
}
