import type { RxDocument } from "rxdb";
import { defer, map, type Observable, switchMap } from "rxjs";
import type { MemberDocument, UserDocument } from "../model/documents.js";
import { foldEmail } from "../model/fields.js";
import { type Listing, listed, observeListed } from "./listed.js";
import { type ModelContext, storing } from "./model-context.js";
import { type OrgUser, orgUser } from "./org-user.js";

/** A member with the user that it refers to, where that is known. */
export interface Person {
	readonly primary: string;
	readonly member: RxDocument<MemberDocument>;
	readonly user: RxDocument<UserDocument> | undefined;
}

/** The person's address, '' while it is not known. */
export function emailOf({ member, user }: Person): string {
	return user?.email ?? member.invite?.email ?? "";
}

/** Everybody in the org and everybody external to it, as stored now. */
export async function readPersons(
	context: ModelContext,
	orgId: string,
): Promise<Person[]> {
	const { users } = context.kernel.database;
	return storing(context, async () => {
		const members = await membersOf(context, orgId).exec();
		const found = await users.findByIds(userIds(members)).exec();
		return persons(members, found);
	});
}

export async function listOrgUsers(
	context: ModelContext,
	orgId: string,
): Promise<OrgUser[]> {
	return listed(await readPersons(context, orgId), listingOf(context));
}

export function observeOrgUsers(
	context: ModelContext,
	orgId: string,
): Observable<OrgUser[]> {
	const { users } = context.kernel.database;
	const members$ = defer(() => membersOf(context, orgId).$);
	const persons$ = members$.pipe(
		switchMap((members) =>
			users
				.findByIds(userIds(members))
				.$.pipe(map((found) => persons(members, found))),
		),
	);
	return observeListed(persons$, listingOf(context));
}

/** One query for each org, shared by everything that follows its members. */
export function membersOf(context: ModelContext, orgId: string) {
	const { members } = context.kernel.database;
	return members.find({ selector: { orgId: { $eq: orgId } } });
}

function userIds(members: readonly RxDocument<MemberDocument>[]): string[] {
	const ids = members.map(({ userId }) => userId).filter((id) => id !== "");
	return [...new Set(ids)].sort();
}

function persons(
	members: readonly RxDocument<MemberDocument>[],
	found: ReadonlyMap<string, RxDocument<UserDocument>>,
): Person[] {
	const all = members.map((member) => ({
		primary: member.primary,
		member,
		user: found.get(member.userId),
	}));
	const invited = new Set(
		all
			.filter(({ member }) => member.userId === "")
			.map((person) => foldEmail(emailOf(person))),
	);
	return all.filter((person) => !isPromoted(person, invited));
}

/** An external person who is being added as a member is shown once, as that member. */
function isPromoted(person: Person, invited: ReadonlySet<string>): boolean {
	return person.member.external && invited.has(foldEmail(emailOf(person)));
}

function listingOf(context: ModelContext): Listing<Person, OrgUser> {
	return {
		shownOf: ({ member, user }) => [
			member.userId,
			member.role,
			member.external,
			member.invite?.email,
			member.invite?.name,
			user?.displayName,
			user?.email,
			user?.phone,
			user?.photoUrl,
			user?.status,
		],
		titleOf: (person) =>
			(person.user?.displayName ?? person.member.invite?.name) ||
			emailOf(person),
		handleOf: ({ member, user }) => orgUser(context, member, user),
	};
}
