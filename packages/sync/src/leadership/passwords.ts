import type { Replica, Stored } from "@engine-offline/core/replicate";
import { inviteOf, personOf } from "../push/invite.js";

/** A tab that holds a password has so long to say so, before the change is parked for want of one. */
const GATHER_MS = 3_000;

/** Whether the member's account is still to be made with a password that somebody gave. */
export function needsPassword(doc: Stored): boolean {
	return (
		inviteOf(doc)?.password === "given" &&
		doc.envelope.remoteId === "" &&
		personOf(doc) === ""
	);
}

/** The members whose password this tab holds, and for whom it is still needed. */
export function heldHere({
	listOpen,
	secrets,
}: Pick<Replica, "listOpen" | "secrets">): string[] {
	return listOpen("members")
		.filter(
			(doc) => needsPassword(doc) && secrets.passwordOf(doc.id) !== undefined,
		)
		.map(({ id }) => id);
}

/** Leaves to other tabs what only they can send. */
export interface PasswordWatch {
	/** Whether the leader brings the member to the Engine, or parks it. */
	isMine(memberId: string): boolean;
	/** Whether something is left to others, so that the leader has to look again. */
	isLeaving(): boolean;
}

export function watchPasswords(
	replica: Pick<Replica, "listOpen" | "secrets" | "environment">,
	isHeldElsewhere: (memberId: string) => boolean,
): PasswordWatch {
	const seenAt = new Map<string, number>();
	const lacks = (doc: Stored) =>
		needsPassword(doc) && replica.secrets.passwordOf(doc.id) === undefined;
	return {
		isMine: (memberId) => {
			const doc = replica.listOpen("members").find(({ id }) => id === memberId);
			if (doc === undefined || !lacks(doc)) {
				seenAt.delete(memberId);
				return true;
			}
			const now = replica.environment.monotonic();
			const first = seenAt.get(memberId) ?? now;
			seenAt.set(memberId, first);
			return !isHeldElsewhere(memberId) && now - first > GATHER_MS;
		},
		isLeaving: () =>
			replica
				.listOpen("members")
				.some((doc) => lacks(doc) && doc.envelope.parked === null),
	};
}
