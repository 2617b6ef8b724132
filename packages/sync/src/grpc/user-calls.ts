import {
	ConfigService,
	GetConfigsResponseSchema,
	TokenResponseSchema,
	UserSchema,
	UserService,
} from "@engine-offline/wire";
import type { Engine, EngineAuth } from "../engine.js";
import { readRoles, readRow } from "../rest/readers.js";
import { tokens, user } from "../rest/rows.js";
import type { Call } from "./call.js";
import { readMessage } from "./message-readers.js";

type UserCalls = Pick<
	Engine,
	"createUser" | "updateUser" | "getUser" | "getUserByEmail" | "getConfigs"
>;

const oneUser = readMessage(UserSchema, readRow(user));
const someTokens = readMessage(TokenResponseSchema, readRow(tokens));
const roles = readMessage(GetConfigsResponseSchema, readRoles);

const { method } = UserService;

export function userCalls(call: Call): UserCalls {
	return {
		createUser: ({ email, name, password = "" }, options) =>
			call(
				{ method: method.createUser, request: { email, name, password } },
				oneUser,
				options,
			),
		updateUser: ({ id, name, phone }, options) =>
			call(
				{ method: method.updateUser, request: { id, name, phone } },
				oneUser,
				options,
			),
		getUser: ({ id }, options) =>
			call({ method: method.getUser, request: { id } }, oneUser, options),
		getUserByEmail: ({ email }, options) =>
			call(
				{ method: method.getUserByEmail, request: { email } },
				oneUser,
				options,
			),
		getConfigs: (options) =>
			call(
				{ method: ConfigService.method.getConfigs, request: {} },
				roles,
				options,
			),
	};
}

export function authCalls(call: Call): EngineAuth {
	return {
		signInWithEmail: ({ email, password }, options = {}) =>
			call(
				{ method: method.signInWithEmail, request: { email, password } },
				someTokens,
				options,
			),
		signInWithCustomToken: ({ token }, options = {}) =>
			call(
				{ method: method.signInWithCustomToken, request: { token } },
				someTokens,
				options,
			),
		refreshToken: ({ refreshToken }, options = {}) =>
			call(
				{ method: method.refreshToken, request: { refreshToken } },
				someTokens,
				options,
			),
	};
}
