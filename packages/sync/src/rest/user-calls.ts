import type { Engine, EngineAuth } from "../engine.js";
import type { Call } from "./call.js";
import { readRoles, readRow } from "./readers.js";
import { tokens, user } from "./rows.js";

type UserCalls = Pick<
	Engine,
	"createUser" | "updateUser" | "getUser" | "getUserByEmail" | "getConfigs"
>;

const oneUser = readRow(user);
const someTokens = readRow(tokens);

export function userCalls(call: Call): UserCalls {
	const one = (id: string) => ["users", { id }];
	return {
		createUser: ({ email, name, password }, options) =>
			call(
				{
					method: "POST",
					path: ["users"],
					body: {
						email,
						name,
						...(password !== undefined && { password }),
					},
				},
				oneUser,
				options,
			),
		updateUser: ({ id, name, phone }, options) =>
			call(
				{ method: "PUT", path: one(id), body: { name, phone } },
				oneUser,
				options,
			),
		getUser: ({ id }, options) =>
			call({ method: "GET", path: one(id) }, oneUser, options),
		getUserByEmail: ({ email }, options) =>
			call(
				{ method: "GET", path: ["users"], query: { email } },
				oneUser,
				options,
			),
		getConfigs: (options) =>
			call({ method: "GET", path: ["configs"] }, readRoles, options),
	};
}

export function authCalls(call: Call): EngineAuth {
	const post = (verb: string, body: Record<string, string>) => ({
		method: "POST" as const,
		path: [`users:${verb}`],
		body,
	});
	return {
		signInWithEmail: ({ email, password }, options = {}) =>
			call(post("signInWithEmail", { email, password }), someTokens, options),
		signInWithCustomToken: ({ token }, options = {}) =>
			call(post("signInWithCustomToken", { token }), someTokens, options),
		refreshToken: ({ refreshToken }, options = {}) =>
			call(post("refreshToken", { refreshToken }), someTokens, options),
	};
}
