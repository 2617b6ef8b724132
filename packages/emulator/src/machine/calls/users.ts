import type { Change } from "../change.js";
import {
	answer,
	type CallerContext,
	empty,
	type Handler,
	isRefusal,
	type Refusal,
} from "../context.js";
import { isLastOrgOwner } from "../last-owner.js";
import { presentUser } from "../present.js";
import { denied, emailTaken, lastOwner, notFound } from "../refusals.js";
import { orgOwner, orgViewer } from "../roles.js";
import {
	emailRefusal,
	foldEmail,
	nameRefusal,
	passwordRefusal,
	storedEmail,
	storedText,
} from "../rules.js";
import { type AccountRow, type EngineState, pairKey } from "../state.js";
import { visibleUser } from "../visibility.js";

export const getUser: Handler<"GetUser"> = (context, { id }) => {
	const account = visibleUser(context, id);
	return isRefusal(account) ? account : answer(presentUser(account));
};

/** Finds anybody: it is how an existing user is added to an org. */
export const getUserByEmail: Handler<"GetUserByEmail"> = (
	context,
	{ email },
) => {
	const no = emailRefusal(email);
	if (no) return no;
	const account = accountByEmail(context.state, email);
	return account === undefined
		? notFound("user", email)
		: answer(presentUser(account));
};

export const createUser: Handler<"CreateUser"> = (context, request) => {
	const { email, password, name } = request;
	const no =
		accountMakersOnly(context) ??
		emailRefusal(email) ??
		nameRefusal(name) ??
		(password === "" ? undefined : passwordRefusal(password));
	if (no) return no;
	if (accountByEmail(context.state, email) !== undefined)
		return emailTaken(email);
	const made = password === "" ? `Made-${context.newId()}` : null;
	const account: AccountRow = {
		id: context.newId(),
		email: storedEmail(context, email),
		displayName: storedText(context, name),
		phone: request.phone,
		photoUrl: "",
		status: "active",
		password: made ?? password,
		orgQuota: null,
	};
	return answer(presentUser(account), [
		{ table: "accounts", key: account.id, row: account },
		mailTo(context, account, made),
		...viewerMembership(context, account.id, request.organization),
	]);
};

export const updateUser: Handler<"UpdateUser"> = (context, request) => {
	const account = visibleUser(context, request.id);
	if (isRefusal(account)) return account;
	const no =
		oneselfOnly(context, account, "change") ?? nameRefusal(request.name);
	if (no) return no;
	const row: AccountRow = {
		...account,
		displayName: storedText(context, request.name),
		phone: request.phone,
	};
	return answer(presentUser(row), [{ table: "accounts", key: row.id, row }]);
};

export const deleteUser: Handler<"DeleteUser"> = (context, { id }) => {
	const account = visibleUser(context, id);
	if (isRefusal(account)) return account;
	const no = oneselfOnly(context, account, "delete");
	if (no) return no;
	for (const member of context.state.orgUsers.values())
		if (member.userId === id && isLastOrgOwner(context.state, member.orgId, id))
			return lastOwner("org");
	return answer(empty, removalOfAccount(context.state, id));
};

export const changePassword: Handler<"ChangePassword"> = (
	context,
	{ password },
) => {
	const no = passwordRefusal(password);
	if (no) return no;
	const row = { ...context.caller, password };
	return answer(empty, [{ table: "accounts", key: row.id, row }]);
};

export function accountByEmail(
	state: EngineState,
	email: string,
): AccountRow | undefined {
	const folded = foldEmail(email);
	for (const account of state.accounts.values())
		if (foldEmail(account.email) === folded) return account;
	return undefined;
}

/** An account goes with its memberships and its tokens; its e-mail is free again. */
export function removalOfAccount(state: EngineState, id: string): Change[] {
	const changes: Change[] = [{ table: "accounts", key: id, row: null }];
	for (const table of ["orgUsers", "projectUsers"] as const)
		for (const [key, member] of state[table])
			if (member.userId === id) changes.push({ table, key, row: null });
	for (const table of ["bearers", "refreshTokens", "customTokens"] as const)
		for (const [key, token] of state[table])
			if (token.accountId === id) changes.push({ table, key, row: null });
	return changes;
}

function accountMakersOnly(context: CallerContext): Refusal | undefined {
	for (const member of context.state.orgUsers.values())
		if (member.userId === context.caller.id && member.role === orgOwner)
			return undefined;
	return denied("create users");
}

function oneselfOnly(
	context: CallerContext,
	account: AccountRow,
	action: string,
): Refusal | undefined {
	if (account.id === context.caller.id) return undefined;
	return denied(`${action} somebody else's account`);
}

function mailTo(
	context: CallerContext,
	account: AccountRow,
	password: string | null,
): Change {
	const row = {
		to: account.email,
		accountId: account.id,
		at: context.now,
		password,
	};
	return { table: "mails", key: context.newId(), row };
}

/** With the quirk, `organization` names an org of the caller by id or name, and the new user may view it. */
function viewerMembership(
	context: CallerContext,
	userId: string,
	organization: string,
): Change[] {
	if (context.quirks.organization === "ignored" || organization === "")
		return [];
	for (const org of context.state.orgs.values()) {
		if (org.id !== organization && org.name !== organization) continue;
		const own = context.state.orgUsers.get(pairKey(org.id, context.caller.id));
		if (own?.role !== orgOwner) continue;
		const row = { orgId: org.id, userId, role: orgViewer };
		return [{ table: "orgUsers", key: pairKey(org.id, userId), row }];
	}
	return [];
}
