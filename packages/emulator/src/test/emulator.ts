import {
	createEmulator,
	type Emulator,
	type EmulatorOptions,
} from "../create-emulator.js";
import { developmentPassword } from "../fixture/people.js";
import { testFixture, type Who, who } from "./machine.js";

type Body = Readonly<Record<string, unknown>>;

export interface TestAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly body: Body;
}

export interface TestEmulator extends AsyncDisposable {
	readonly emulator: Emulator;
	readonly orgId: string;
	/** Asks as the owner, through real HTTP. Rejects when the connection breaks. */
	readonly ask: (
		method: string,
		path: string,
		body?: Body,
	) => Promise<TestAnswer>;
	readonly signIn: (person: Who) => Promise<string>;
	/** The names of the projects that are really there. */
	readonly projectNames: () => string[];
	/** Asks for a project to be made. */
	readonly create: (name: string) => Promise<TestAnswer>;
}

/** An emulator on a free port with the people of the tests, and its owner signed in. */
export async function openTestEmulator(
	options: EmulatorOptions = {},
): Promise<TestEmulator> {
	const emulator = await createEmulator({
		fixtures: testFixture,
		seed: "test",
		...options,
	});
	const signIn = async (person: Who): Promise<string> => {
		const credentials = { email: who[person], password: developmentPassword };
		const url = `${emulator.url}/api/v1/users:signInWithEmail`;
		const { body } = await request(url, "POST", { body: credentials });
		return String(body.token);
	};
	const token = await signIn("owner");
	const ask: TestEmulator["ask"] = (method, path, body) => {
		const url = emulator.url + path;
		return request(url, method, { token, ...(body && { body }) });
	};
	const [orgId = ""] = emulator.machine.state().orgs.keys();
	emulator.control.clearRequests();
	return {
		emulator,
		orgId,
		ask,
		signIn,
		create: (name) => ask("POST", "/api/v1/projects", { orgId, name }),
		projectNames: () =>
			emulator.control.groundTruth().projects.map((project) => project.name),
		[Symbol.asyncDispose]: () => emulator.close(),
	};
}

async function request(
	url: string,
	method: string,
	rest: { readonly token?: string; readonly body?: Body },
): Promise<TestAnswer> {
	const response = await fetch(url, {
		method,
		redirect: "manual",
		headers: {
			"content-type": "application/json",
			...(rest.token && { authorization: `Bearer ${rest.token}` }),
		},
		...(rest.body && { body: JSON.stringify(rest.body) }),
	});
	const text = await response.text();
	const { status, headers } = response;
	return { status, headers, text, body: jsonOrEmpty(text) };
}

function jsonOrEmpty(text: string): Body {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}
