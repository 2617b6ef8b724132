import type { RxDocument } from "rxdb";
import { EngineError } from "../errors.js";
import type { Invite, MemberDocument } from "../model/documents.js";
import { foldEmail } from "../model/fields.js";
import { givenFields } from "./arguments.js";
import type { Created, WrittenChange } from "./change-ref.js";
import { insertStored } from "./change-stored.js";
import {
	checkedEmail,
	checkedName,
	checkedRole,
	checkPassword,
} from "./check-person.js";
import { extended } from "./extended.js";
import { type ModelContext, storing } from "./model-context.js";
import { type OrgUser, orgUser } from "./org-user.js";
import { emailOf, type Person, readPersons } from "./org-users.js";
import { changeOfWrite, writeDocument } from "./write-document.js";

export const defaultRole = "OrgViewer";

/** Somebody for whom an account is to be made. */
export interface NewUser {
	readonly name: string;
	readonly email: string;
	/** At least 8 characters. Held in memory only, never stored. Left out, the Engine makes one and mails it. */
	readonly password?: string | undefined;
	/** The id or the name of a role; default OrgViewer. */
	readonly role?: string | undefined;
}

/** Adds somebody who has an account already. */
export async function addUser(
	context: ModelContext,
	orgId: string,
	person: { readonly email: string; readonly role: string },
): Promise<Created<OrgUser>> {
	const email = checkedEmail(person.email);
	const role = checkedRole(context, person.role);
	await rejectMember(context, orgId, email);
	return invited(context, {
		orgId,
		role,
		invite: {
			email,
			name: "",
			account: false,
			password: "generated",
			userId: "",
		},
	});
}

/** Makes an account and adds it. */
export async function createUser(
	context: ModelContext,
	orgId: string,
	person: NewUser,
): Promise<Created<OrgUser>> {
	const given = givenFields(person, ["name", "email", "password", "role"]);
	const name = checkedName("name", given.name);
	const email = checkedEmail(given.email);
	const role = checkedRole(context, given.role ?? defaultRole);
	if (given.password !== undefined) checkPassword(given.password);
	await rejectMember(context, orgId, email);
	const password = given.password === undefined ? "generated" : "given";
	return invited(context, {
		orgId,
		role,
		invite: { email, name, account: true, password, userId: "" },
		secret: given.password,
	});
}

/** Takes the person with this address out of the org. */
export async function removeUser(
	context: ModelContext,
	orgId: string,
	email: string,
): Promise<WrittenChange> {
	const found = await findPersons(context, orgId, checkedEmail(email));
	const person = found.find(({ member }) => !member.external) ?? found[0];
	if (person === undefined)
		throw new EngineError(
			"NOT_FOUND",
			`Nobody with the address "${email}" is in this org. See listUsers() for who is.`,
		);
	return writeDocument(context, "members", () =>
		person.member.getLatest().incrementalRemove(),
	);
}

/** Whoever is external only works in projects of the org, and may be added as a member. */
async function rejectMember(
	context: ModelContext,
	orgId: string,
	email: string,
): Promise<void> {
	const found = await findPersons(context, orgId, email);
	if (found.some(({ member }) => !member.external))
		throw new EngineError(
			"ALREADY_MEMBER",
			`"${email}" is in this org already. To give another role, remove the person first.`,
		);
}

async function findPersons(
	context: ModelContext,
	orgId: string,
	email: string,
): Promise<Person[]> {
	const persons = await readPersons(context, orgId);
	const wanted = foldEmail(email);
	return persons.filter((person) => foldEmail(emailOf(person)) === wanted);
}

interface Invited {
	readonly orgId: string;
	readonly role: string;
	readonly invite: Invite;
	readonly secret?: string | undefined;
}

async function invited(
	context: ModelContext,
	{ secret, ...fields }: Invited,
): Promise<Created<OrgUser>> {
	const { environment, replica } = context.kernel;
	const id = environment.uuid();
	// Before the document is there: a replicator that sees it must find the password.
	if (secret !== undefined) replica.secrets.keepPassword(id, secret);
	try {
		const doc = await storing(context, () =>
			insertMember(context, { id, userId: "", external: false, ...fields }),
		);
		const change = changeOfWrite(context, "members", doc);
		return extended(orgUser(context, doc, undefined), { change });
	} catch (error) {
		replica.secrets.forget(id);
		throw error;
	}
}

async function insertMember(
	context: ModelContext,
	fields: Omit<MemberDocument, "envelope">,
): Promise<RxDocument<MemberDocument>> {
	const { replica, database } = context.kernel;
	await insertStored(context, "members", fields);
	// A replicator may have been refused by now: made it was, and what became of it is for settled() to tell.
	const stored = await replica.read("members", fields.id);
	if (stored?.envelope.hiddenBy === "")
		return database.members._docCache.getCachedRxDocument(stored);
	throw new EngineError(
		"PARENT_DELETED",
		`The org "${fields.orgId}" was deleted meanwhile, and hides what was made in it.`,
	);
}
