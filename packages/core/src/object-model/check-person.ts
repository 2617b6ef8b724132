import { EngineError } from "../errors.js";
import { checkEmail, checkName } from "../gate/check-fields.js";
import { checkText } from "./arguments.js";
import type { ModelContext } from "./model-context.js";

const SHORTEST_PASSWORD = 8;

/** The address without surrounding space; rejects what is none. */
export function checkedEmail(value: unknown): string {
	const refusal = checkEmail(value);
	if (refusal !== undefined) throw refusal.refused;
	return checkText("email", value).trim();
}

export function checkedName(field: string, value: unknown): string {
	const refusal = checkName(field, value);
	if (refusal !== undefined) throw refusal.refused;
	return checkText(field, value);
}

/** The catalogue of roles is the Engine's: once it is known here, a role is one of its ids or names. */
export function checkedRole(context: ModelContext, value: unknown): string {
	const role = checkText("role", value).trim();
	if (role === "")
		throw new EngineError(
			"INVALID_FIELD",
			'"role" is empty: give the id or the name of a role, or leave it out for OrgViewer.',
		);
	const { roles } = context.kernel.replica.record.get();
	const known = roles.some(({ id, name }) => id === role || name === role);
	if (roles.length > 0 && !known)
		throw new EngineError(
			"INVALID_FIELD",
			`The Engine has no role "${role.slice(0, 60)}". Use one of ${roles.map(({ name }) => name).join(", ")}.`,
		);
	return role;
}

/** Never repeats the password in a message. */
export function checkPassword(value: unknown): void {
	const password = checkText("password", value);
	if (password.length < SHORTEST_PASSWORD)
		throw new EngineError(
			"INVALID_FIELD",
			`"password" is too short: give at least ${SHORTEST_PASSWORD} characters, or leave it out and the Engine makes one.`,
		);
}
