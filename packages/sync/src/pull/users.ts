import {
	changeOf,
	isDeleted,
	type Stored,
	vanished,
} from "@engine-offline/core/replicate";
import { personOf } from "../push/invite.js";
import { changeDocument } from "../replicator/change-document.js";
import type { Work } from "../replicator/work.js";
import { bornDocument } from "../transitions/knowledge.js";
import type { Observation } from "../transitions/observation.js";
import { observe } from "../transitions/observe.js";
import { returned } from "../transitions/refuse.js";
import { observeAll } from "./observe-rows.js";

/** Users come with lists of members: stored before the members that name them. Answers as `observeAll` does. */
export async function rememberUsers(
	work: Work,
	{ fence }: { readonly fence: number },
	users: readonly Observation[],
): Promise<boolean> {
	const byId = new Map(users.map((seen) => [seen.remoteId, seen]));
	const known: { doc: Stored; seen: Observation }[] = [];
	const born: { next: Stored }[] = [];
	for (const seen of byId.values()) {
		const doc = work.mirror.get("users", seen.remoteId);
		if (doc !== undefined) known.push({ doc, seen });
		else
			born.push({ next: bornDocument("users", seen, { id: seen.remoteId }) });
	}
	const stale = await work.replica.write("users", born);
	const keptOut = await observeAll(
		work,
		{ fence },
		{ name: "users", seen: known },
	);
	return keptOut || stale.size > 0;
}

/**
 * A user as a single read or the answer to a write shows them: that brings back whom nobody named. Of one of whom
 * something was learned a moment ago it may be the older news.
 */
export async function userIs(work: Work, seen: Observation): Promise<void> {
	const { mirror, timing } = work;
	const id = seen.remoteId;
	if (mirror.get("users", id) === undefined)
		await work.replica.write("users", [
			{ next: bornDocument("users", seen, { id }) },
		]);
	await changeDocument(work, { name: "users", id }, (now) =>
		now._deleted || !mirror.movedWithin("users", id, timing.doubtGapMs)
			? observe(now, seen, work.context("users"))
			: undefined,
	);
}

/**
 * A user whom no member names any more goes; oneself stays. A member whose delete waits still names its user: refused,
 * the delete shows the member again.
 */
export async function forgetUnreferenced(
	work: Work,
	userIds: ReadonlySet<string>,
): Promise<void> {
	const named = namedUsers(work);
	const writes = [...userIds].flatMap((id) => {
		const user = work.mirror.get("users", id);
		const goes =
			user !== undefined &&
			!user._deleted &&
			!named.has(id) &&
			id !== work.userId();
		return goes
			? [
					{
						previous: user,
						next: vanished("users", user, work.context("users").at),
					},
				]
			: [];
	});
	await work.replica.write("users", writes);
	await keepNamed(work, userIds);
}

/**
 * A member may have come to name somebody while they were being written down as gone. Called after either was written,
 * so that whichever was second sees both.
 */
export async function keepNamed(
	work: Work,
	userIds: Iterable<string>,
): Promise<void> {
	const named = namedUsers(work);
	for (const id of userIds)
		if (named.has(id))
			await changeDocument(work, { name: "users", id }, (now) =>
				returned("users", now),
			);
}

/** Those whom members name, and whom members that are on their way will name. */
function namedUsers({ mirror }: Work): Set<string> {
	const named = new Set<string>();
	for (const member of mirror.all("members"))
		if (!isDeleted(member) || changeOf("members", member).kind === "delete")
			named.add(personOf(member));
	return named;
}
