import type { Answer, Failure, UserRow } from "../engine.js";
import { rememberUsers } from "../pull/users.js";
import { userToObservation } from "../transitions/observation.js";
import type { Identity } from "./options.js";
import { classifyRead, type Work } from "./work.js";

/** What came of asking who is signed in. */
export type Identified =
	| { readonly kind: "known" }
	/** Somebody else: everything stops. */
	| { readonly kind: "other" }
	/** Nobody said who it is: lists are pulled, nothing is created. */
	| { readonly kind: "unnamed" }
	| { readonly kind: "failed"; readonly failure: Failure };

/**
 * Finds out whose store this is, and whether the signed-in person is the same. The Engine has no "who am I": the
 * address of the sign-in, or what the app says, is looked up. The answer is kept and never changes.
 */
export async function identify(
	work: Work,
	identity: Identity | undefined,
	isCurrent: () => boolean,
): Promise<Identified> {
	if (identity === undefined) return { kind: "unnamed" };
	const answer = await lookUp(work, identity);
	if (!isCurrent()) return { kind: "unnamed" };
	if (!answer.ok) return notFound(work, identity, answer.failure);
	const { id, email } = answer.value;
	const { record } = work.replica;
	const known = record.get();
	if (known.userId !== "" && known.userId !== id) {
		work.wrongAccount(
			`This store belongs to another account than the one signed in as ${email}. Open a store with that person's own account key.`,
		);
		return { kind: "other" };
	}
	if (known.userId === "") await record.change({ userId: id, email });
	await rememberUsers(work, { fence: work.mirror.moment() }, [
		userToObservation(answer.value),
	]);
	return { kind: "known" };
}

function lookUp(work: Work, identity: Identity): Promise<Answer<UserRow>> {
	return work.ask((options) =>
		"email" in identity
			? work.engine.getUserByEmail({ email: identity.email }, options)
			: work.engine.getUser({ id: identity.userId }, options),
	);
}

function notFound(
	work: Work,
	identity: Identity,
	failure: Failure,
): Identified {
	if (classifyRead(failure).kind !== "gone") return { kind: "failed", failure };
	const who = "email" in identity ? identity.email : identity.userId;
	work.wrongAccount(
		`The Engine does not know the user ${who}. Sign in again, or name the right user.`,
	);
	return { kind: "other" };
}

/** The catalogue of roles is the Engine's data; without it roles go as they are given. */
export async function fetchRoles(work: Work): Promise<void> {
	const answer = await work.ask((options) => work.engine.getConfigs(options));
	if (!answer.ok) return;
	const roles = answer.value.roles.map(({ id, name }) => ({ id, name }));
	const { record } = work.replica;
	if (JSON.stringify(record.get().roles) !== JSON.stringify(roles))
		await record.change({ roles });
}
