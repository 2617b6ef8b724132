import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import type { Answer, Listed } from "../engine.js";
import { mapAnswer } from "../replicator/resources.js";
import type { Work } from "../replicator/work.js";
import {
	memberRemoteId,
	memberToObservation,
	type Observation,
	orgToObservation,
	projectToObservation,
	userToObservation,
} from "../transitions/observation.js";
import type { PullScope } from "./scope.js";

/** A whole list in the store's words, with what came along in its rows. */
export interface FetchedList {
	/** The collection that the rows belong to. */
	readonly name: Exclude<CollectionName, "users">;
	readonly rows: readonly ListedRow[];
	/** Remote ids of things that are there, though their row could not be read. */
	readonly present: ReadonlySet<string>;
	/** Whether every row could be read: what is not in it may be gone. */
	readonly isComplete: boolean;
	/** Whether it would show whatever was made in its scope. */
	readonly provesAbsence: boolean;
}

export interface ListedRow {
	readonly seen: Observation;
	/** The person of a membership. */
	readonly user?: Observation;
	/** The org of a project, by the Engine's id. */
	readonly org?: { readonly id: string; readonly name: string };
}

/** Asks the Engine for the list of a scope; `org` is the org that the scope is about. */
export function fetchList(
	work: Work,
	scope: PullScope,
	org: Stored | undefined,
): Promise<Answer<FetchedList>> {
	const remoteId = org?.envelope.remoteId ?? "";
	switch (scope.list) {
		case "orgs":
			return fetchOrgs(work);
		case "projects":
			return fetchMyProjects(work);
		case "org-projects":
			return fetchOrgProjects(work, remoteId);
		case "org-users":
			return fetchOrgUsers(work, remoteId);
	}
}

async function fetchOrgs({ read, engine }: Work) {
	const answer = await read((options) => engine.listOrgs(options));
	return mapAnswer(answer, (list) =>
		fetched("orgs", list, (row) => ({ seen: orgToObservation(row) })),
	);
}

async function fetchMyProjects({ read, engine }: Work) {
	const answer = await read((options) => engine.listUserProjects(options));
	return mapAnswer(answer, (list) => ({
		...fetched("projects", list, (row) => ({
			seen: projectToObservation(row),
			org: row.org,
		})),
		provesAbsence: false,
	}));
}

async function fetchOrgProjects({ read, engine }: Work, remoteId: string) {
	const answer = await read((options) =>
		engine.listOrgProjects({ orgId: remoteId }, options),
	);
	return mapAnswer(answer, (list) =>
		fetched("projects", list, (row) => ({
			seen: projectToObservation(row),
			// Whatever the row says: it was listed under this org.
			org: { id: remoteId, name: row.org.name },
		})),
	);
}

async function fetchOrgUsers({ read, engine }: Work, remoteId: string) {
	const answer = await read((options) =>
		engine.listOrgUsers({ id: remoteId }, options),
	);
	return mapAnswer(answer, (list) => {
		const list_ = fetched("members", list, (row) => ({
			seen: memberToObservation(remoteId, row),
			user: userToObservation(row.user),
		}));
		const present = [...list_.present].map((id) =>
			memberRemoteId(remoteId, id),
		);
		return { ...list_, present: new Set(present) };
	});
}

function fetched<Row>(
	name: FetchedList["name"],
	list: Listed<Row>,
	convert: (row: Row) => ListedRow,
): FetchedList {
	return {
		name,
		rows: list.rows.map(convert),
		present: new Set(list.invalid),
		isComplete: list.unreadable === 0,
		provesAbsence: list.unreadable === 0,
	};
}
