import type { CollectionName, Stored } from "@engine-offline/core/replicate";
import type { Answer, OrgUserRow } from "../engine.js";
import {
	memberToObservation,
	type Observation,
	orgToObservation,
	projectToObservation,
	userToObservation,
} from "../transitions/observation.js";
import { documentKey, type Work } from "./work.js";

/** The single calls that concern one document, the same for each collection. Values come from the claimed document. */
export interface Resource {
	get(doc: Stored): Promise<Answer<Observation>>;
	update(doc: Stored): Promise<Answer<Observation>>;
	remove(doc: Stored): Promise<Answer<undefined>>;
}

export interface CreatableResource extends Resource {
	create(doc: Stored): Promise<Answer<Observation>>;
}

/** A text of the document, '' when it has none of that name. */
export function textOf(doc: object, field: string): string {
	const value: unknown = Reflect.get(doc, field);
	return typeof value === "string" ? value : "";
}

/** The Engine's id of the org of a project or member, '' while it has none. */
export function orgRemoteId(work: Work, doc: Stored): string {
	return work.mirror.get("orgs", doc.orgId ?? "")?.envelope.remoteId ?? "";
}

export function mapAnswer<From, To>(
	answer: Answer<From>,
	convert: (value: From) => To,
): Answer<To> {
	return answer.ok ? { ok: true, value: convert(answer.value) } : answer;
}

export function orgResource(work: Work): CreatableResource {
	const { engine, read, write } = work;
	const fields = (doc: Stored) => ({
		name: textOf(doc, "name"),
		description: textOf(doc, "description"),
		logoUrl: textOf(doc, "logoUrl"),
	});
	const id = (doc: Stored) => doc.envelope.remoteId;
	return {
		get: async (doc) =>
			mapAnswer(
				await read((options) => engine.getOrg({ id: id(doc) }, options)),
				orgToObservation,
			),
		create: async (doc) =>
			mapAnswer(
				await write((options) => engine.createOrg(fields(doc), options)),
				orgToObservation,
			),
		update: async (doc) =>
			mapAnswer(
				await write((options) =>
					engine.updateOrg({ id: id(doc), ...fields(doc) }, options),
				),
				orgToObservation,
			),
		remove: (doc) =>
			write((options) => engine.deleteOrg({ id: id(doc) }, options)),
	};
}

export function projectResource(work: Work): CreatableResource {
	const { engine, read, write } = work;
	const fields = (doc: Stored) => ({
		name: textOf(doc, "name"),
		description: textOf(doc, "description"),
	});
	const id = (doc: Stored) => doc.envelope.remoteId;
	return {
		get: async (doc) =>
			mapAnswer(
				await read((options) => engine.getProject({ id: id(doc) }, options)),
				projectToObservation,
			),
		create: async (doc) =>
			mapAnswer(
				await write((options) =>
					engine.createProject(
						{ ...fields(doc), orgId: orgRemoteId(work, doc) },
						options,
					),
				),
				projectToObservation,
			),
		update: async (doc) =>
			mapAnswer(
				await write((options) =>
					engine.updateProject({ id: id(doc), ...fields(doc) }, options),
				),
				projectToObservation,
			),
		remove: (doc) =>
			write((options) => engine.deleteProject({ id: id(doc) }, options)),
	};
}

export function userResource(work: Work): Resource {
	const { engine, read, write } = work;
	const id = (doc: Stored) => doc.envelope.remoteId;
	return {
		get: async (doc) =>
			mapAnswer(
				await read((options) => engine.getUser({ id: id(doc) }, options)),
				userToObservation,
			),
		update: async (doc) =>
			mapAnswer(
				await write((options) =>
					engine.updateUser(
						{
							id: id(doc),
							name: textOf(doc, "displayName"),
							phone: textOf(doc, "phone"),
						},
						options,
					),
				),
				userToObservation,
			),
		remove: cannot,
	};
}

export function memberResource(work: Work): Resource {
	const { engine, read, write } = work;
	const place = (doc: Stored) => ({
		id: orgRemoteId(work, doc),
		userId: textOf(doc, "userId"),
	});
	return {
		get: async (doc) =>
			mapAnswer(
				await read((options) => engine.getOrgUser(place(doc), options)),
				(row) => keepExternal(memberToObservation(place(doc).id, row), doc),
			),
		update: cannot,
		remove: (doc) =>
			write((options) => engine.deleteOrgUser(place(doc), options)),
	};
}

/** A single read does not say from which of the two lists a member would come. */
function keepExternal(seen: Observation, doc: Stored): Observation {
	const external: unknown = Reflect.get(doc, "external");
	const role = textOf(seen.rest, "role");
	return {
		...seen,
		mark: JSON.stringify([role, external]),
		rest: { ...seen.rest, external },
	};
}

export type { OrgUserRow };

/** A call that the Engine does not have; the gate lets no such change come about. */
function cannot(): Promise<never> {
	return Promise.reject(new TypeError("The Engine has no such call."));
}

/** The calls of a collection; its single reads are counted. */
export function resourceOf(work: Work, name: CollectionName): Resource {
	const resource = plainResource(work, name);
	return {
		...resource,
		get: async (doc) => {
			const answer = await resource.get(doc);
			if (answer.ok) {
				const { reads } = work.memory;
				const key = documentKey(name, doc.id);
				reads.set(key, (reads.get(key) ?? 0) + 1);
			}
			return answer;
		},
	};
}

function plainResource(work: Work, name: CollectionName): Resource {
	switch (name) {
		case "orgs":
			return orgResource(work);
		case "projects":
			return projectResource(work);
		case "users":
			return userResource(work);
		case "members":
			return memberResource(work);
	}
}
