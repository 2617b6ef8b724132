import type { CollectionName, Fields } from "@engine-offline/core/replicate";
import type { OrgRow, OrgUserRow, ProjectRow, UserRow } from "../engine.js";

/** One thing as the Engine showed it, in the store's words. */
export interface Observation {
	readonly remoteId: string;
	/** Changes when the thing changes; made from the values where the Engine gives none. */
	readonly mark: string;
	/** Values of the writable fields. */
	readonly fields: Fields;
	/** Values of the fields that only the Engine sets. */
	readonly rest: Readonly<Record<string, unknown>>;
	/** Who made it, '' when not said. */
	readonly createdBy: string;
	/** False when it is certain that nobody changed it since it was made. */
	readonly maybeChanged: boolean;
}

export function orgToObservation(row: OrgRow): Observation {
	const { id, name, description, logoUrl, subscriptionId, audit } = row;
	return {
		remoteId: id,
		mark: audit.mark,
		fields: { name, description },
		rest: { logoUrl, subscriptionId, reach: "listed" },
		createdBy: audit.createdBy,
		maybeChanged: isMaybeChanged(audit),
	};
}

export function projectToObservation(row: ProjectRow): Observation {
	const { id, name, description, audit } = row;
	return {
		remoteId: id,
		mark: audit.mark,
		fields: { name, description },
		rest: {},
		createdBy: audit.createdBy,
		maybeChanged: isMaybeChanged(audit),
	};
}

export function userToObservation(row: UserRow): Observation {
	const { id, displayName, phone, email, photoUrl, status } = row;
	const rest = { email, photoUrl, status };
	return {
		remoteId: id,
		mark: JSON.stringify([displayName, phone, email, photoUrl, status]),
		fields: { displayName, phone },
		rest,
		createdBy: "",
		maybeChanged: true,
	};
}

export function memberToObservation(
	orgRemoteId: string,
	row: OrgUserRow,
): Observation {
	const { role, external, user } = row;
	return {
		remoteId: memberRemoteId(orgRemoteId, user.id),
		mark: JSON.stringify([role, external]),
		fields: {},
		// Who it is stands in `userId` from now on; the invite has served.
		rest: { role, external, userId: user.id, invite: null },
		createdBy: "",
		maybeChanged: true,
	};
}

/** A membership has no id on the wire: the org's and the user's make one. */
export function memberRemoteId(orgRemoteId: string, userId: string): string {
	return `${orgRemoteId}/${userId}`;
}

function isMaybeChanged(audit: { mark: string; createdMark: string }): boolean {
	return audit.mark === "" || audit.mark !== audit.createdMark;
}

/** The name under which an observation is spoken of. */
export type Observed = { readonly name: CollectionName } & Observation;
