import type { Context, Refusal } from "./context.js";
import type { Quirks } from "./quirks.js";
import { invalid } from "./refusals.js";
import { isOrgRole, isProjectRole } from "./roles.js";

const longestName = 255;
const longestEmail = 254;

/** Names are kept as they were sent, or trimmed with their white space folded. */
export function storedText(context: Context, text: string): string {
	if (context.quirks.names === "kept") return text;
	return text.trim().replace(/\s+/g, " ");
}

export function storedEmail(context: Context, email: string): string {
	return context.quirks.names === "kept" ? email : foldEmail(email);
}

/** Two e-mails that differ only in capitals are the same address. */
export function foldEmail(email: string): string {
	return email.trim().toLowerCase();
}

export function nameRefusal(name: string): Refusal | undefined {
	if (name.trim() === "")
		return invalid("INVALID_NAME", "The name must not be empty.", "name");
	if ([...name].length > longestName)
		return invalid(
			"INVALID_NAME",
			`The name must not be longer than ${longestName} characters.`,
			"name",
		);
	return undefined;
}

export function emailRefusal(email: string): Refusal | undefined {
	if (isEmail(email.trim())) return undefined;
	return invalid(
		"INVALID_EMAIL",
		`${JSON.stringify(email)} is not an e-mail address.`,
		"email",
	);
}

function isEmail(email: string): boolean {
	if (email.length > longestEmail) return false;
	const [local, domain, ...more] = email.split("@");
	if (local === undefined || domain === undefined || more.length > 0)
		return false;
	return isLocalPart(local) && isDomain(domain);
}

function isLocalPart(local: string): boolean {
	if (local.length > 64) return false;
	return local.split(".").every((part) => /^[^\s@.<>()[\],;:\\"]+$/.test(part));
}

function isDomain(domain: string): boolean {
	const labels = domain.split(".");
	if (labels.length < 2) return false;
	return labels.every(
		(label) => /^[\p{L}\p{N}-]{1,63}$/u.test(label) && !/^-|-$/.test(label),
	);
}

export function passwordRefusal(password: string): Refusal | undefined {
	const length = [...password].length;
	const isGood =
		length >= 8 &&
		length <= 128 &&
		/\p{L}/u.test(password) &&
		/[^\p{L}]/u.test(password);
	if (isGood) return undefined;
	return invalid(
		"WEAK_PASSWORD",
		"A password needs 8 to 128 characters, with at least one letter and one other character.",
		"password",
	);
}

/** A role is given by its id in the catalogue, and is one of its kind. */
export function roleRefusal(
	roleId: string,
	kind: "org" | "project",
	quirks: Quirks,
): Refusal | undefined {
	const isKnown = kind === "org" ? isOrgRole : isProjectRole;
	if (isKnown(roleId, quirks)) return undefined;
	const message =
		roleId === ""
			? "A role is needed: give the id of a role from the catalogue."
			: `${JSON.stringify(roleId)} is no role that a member of ${kind === "org" ? "an org" : "a project"} can have.`;
	return invalid("INVALID_ROLE", message, "role_id");
}
