import type { Change } from "../change.js";
import {
	answer,
	type CallerContext,
	type Context,
	type Decision,
	empty,
	type Handler,
	type OpenHandler,
} from "../context.js";
import type { TokenResponse } from "../messages.js";
import { invalid, notFound, unauthenticated } from "../refusals.js";
import type { EngineState } from "../state.js";
import { accountByEmail } from "./users.js";

const refreshLifetimeMs = 30 * 24 * 3_600_000;

export const signInWithEmail: OpenHandler<"SignInWithEmail"> = (
	context,
	{ email, password },
) => {
	const account = accountByEmail(context.state, email);
	if (account !== undefined && account.password === password)
		return issueTokens(context, account.id, context.newId());
	const message = "The e-mail or the password is wrong.";
	return context.quirks.wrongSignIn === "invalid"
		? invalid("INVALID_CREDENTIALS", message, "password")
		: unauthenticated("INVALID_CREDENTIALS", message);
};

export const signInWithCustomToken: OpenHandler<"SignInWithCustomToken"> = (
	context,
	{ token },
) => {
	const row = context.state.customTokens.get(token);
	if (row !== undefined)
		return issueTokens(context, row.accountId, context.newId());
	return unauthenticated(
		"INVALID_CREDENTIALS",
		"This custom token is unknown or was deleted.",
	);
};

export const refreshToken: OpenHandler<"RefreshToken"> = (
	context,
	{ refreshToken: token },
) => {
	const row = context.state.refreshTokens.get(token);
	if (row === undefined || row.expiresAt <= context.now)
		return unauthenticated(
			"INVALID_TOKEN",
			"This refresh token is unknown or expired: sign in again.",
		);
	if (row.used) return endSignIn(context.state, row.family);
	const issued = issueTokens(context, row.accountId, row.family);
	return answer(issued.message, [
		...retireTokens(context, row.family),
		{ table: "refreshTokens", key: token, row: { ...row, used: true } },
		...issued.changes,
	]);
};

export const createCustomToken: Handler<"CreateCustomToken"> = (context) => {
	const token = `custom-${context.newId()}`;
	const row = { token, accountId: context.caller.id };
	return answer({ token }, [{ table: "customTokens", key: token, row }]);
};

export const listCustomTokens: Handler<"ListCustomTokens"> = (context) => {
	const rows = [...context.state.customTokens.values()];
	const own = rows.filter((row) => row.accountId === context.caller.id);
	return answer({ customTokens: own.map(({ token }) => ({ token })) });
};

export const deleteCustomToken: Handler<"DeleteCustomToken"> = (
	context: CallerContext,
	{ token },
) => {
	const row = context.state.customTokens.get(token);
	if (row === undefined || row.accountId !== context.caller.id)
		return notFound("token", "…");
	return answer(empty, [{ table: "customTokens", key: token, row: null }]);
};

function issueTokens(context: Context, accountId: string, family: string) {
	const token = `bearer-${context.newId()}`;
	const next = `refresh-${context.newId()}`;
	const until = (ms: number) => ({
		accountId,
		family,
		expiresAt: context.now + ms,
		used: false,
	});
	const lifetimeS = context.tokenLifetimeS;
	const message: TokenResponse = {
		token,
		refreshToken: next,
		expiresIn: String(lifetimeS),
	};
	return answer(message, [
		...expiredTokens(context, accountId),
		{ table: "bearers", key: token, row: until(lifetimeS * 1000) },
		{ table: "refreshTokens", key: next, row: until(refreshLifetimeMs) },
	]);
}

/** A refresh token that comes twice was stolen or raced: all tokens of its sign-in end. */
function endSignIn(
	state: EngineState,
	family: string,
): Decision<TokenResponse> {
	const changes: Change[] = [];
	for (const table of ["bearers", "refreshTokens"] as const)
		for (const [key, row] of state[table])
			if (row.family === family) changes.push({ table, key, row: null });
	const refusal = unauthenticated(
		"INVALID_TOKEN",
		"This refresh token was used before: sign in again.",
	);
	return { ...refusal, changes };
}

/** Of the used refresh tokens of a sign-in only the newest is remembered. */
function retireTokens(context: Context, family: string): Change[] {
	const changes: Change[] = [];
	for (const [key, row] of context.state.refreshTokens)
		if (row.family === family && row.used)
			changes.push({ table: "refreshTokens", key, row: null });
	if (context.quirks.oldBearer === "endsAtOnce")
		for (const [key, row] of context.state.bearers)
			if (row.family === family)
				changes.push({ table: "bearers", key, row: null });
	return changes;
}

function expiredTokens(context: Context, accountId: string): Change[] {
	const changes: Change[] = [];
	for (const table of ["bearers", "refreshTokens"] as const)
		for (const [key, row] of context.state[table])
			if (row.accountId === accountId && row.expiresAt <= context.now)
				changes.push({ table, key, row: null });
	return changes;
}
