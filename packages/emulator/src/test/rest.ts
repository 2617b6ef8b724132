import { developmentPassword } from "../fixture/people.js";
import type { Quirks } from "../machine/quirks.js";
import { createTestMachine, type TestMachine, who } from "./machine.js";

type Body = Readonly<Record<string, unknown>>;

export interface RestAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Body;
}

export interface RestCaller extends Omit<TestMachine, "call"> {
	readonly tokens: {
		readonly token: string;
		readonly refreshToken: string;
	};
	/** A path is said without `/api/v1`. A body that is a text is sent as it is. */
	readonly call: RestCall;
	readonly get: (path: string) => Body;
}

type RestCall = (
	method: string,
	path: string,
	body?: Body | string,
) => RestAnswer;

/** The owner of a test machine, signed in over REST without a network. */
export function signInRest(quirks: Partial<Quirks> = {}): RestCaller {
	const world = createTestMachine({ quirks });
	let bearer = "";
	const call: RestCall = (method, path, body = {}) => {
		const {
			status,
			headers,
			body: text,
		} = world.machine.handle({
			method,
			url: `/api/v1${path}`,
			headers: { authorization: `Bearer ${bearer}` },
			body: typeof body === "string" ? body : JSON.stringify(body),
		});
		return { status, headers, body: JSON.parse(text) };
	};
	const credentials = { email: who.owner, password: developmentPassword };
	const { body } = call("POST", "/users:signInWithEmail", credentials);
	bearer = String(body.token);
	const refreshToken = String(body.refreshToken ?? body.refresh_token);
	const get = (path: string) => call("GET", path, "").body;
	return { ...world, call, get, tokens: { token: bearer, refreshToken } };
}
