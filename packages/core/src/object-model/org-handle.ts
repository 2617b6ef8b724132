import type { RxDocument } from "rxdb";
import type { Observable } from "rxjs";
import type { OrgDocument } from "../model/documents.js";
import { someFields } from "./arguments.js";
import {
	addUser,
	createUser,
	defaultRole,
	type NewUser,
	removeUser,
} from "./change-members.js";
import type { Created, WrittenChange } from "./change-ref.js";
import {
	type DocumentHandle,
	documentHandle,
	observeField,
} from "./document-handle.js";
import { extended } from "./extended.js";
import type { ModelContext } from "./model-context.js";
import type { OrgUser } from "./org-user.js";
import { listOrgUsers, observeOrgUsers } from "./org-users.js";
import { observeVerdict, verdictNow } from "./permissions/can.js";
import type { Action } from "./permissions/permission-table.js";
import type { Verdict } from "./permissions/verdict.js";
import type { NameAndDescription, ProjectHandle } from "./project-handle.js";
import {
	createProject,
	getProject,
	listProjects,
	observeProjects,
} from "./projects.js";
import { writeDocument } from "./write-document.js";

/**
 * An org. Reading is local and at once; a write resolves when it is durable here, offline too, and rejects with an
 * EngineError that says what was wrong, nothing stored.
 */
export interface OrgHandle extends DocumentHandle {
	readonly name: string;
	readonly name$: Observable<string>;
	readonly description: string;
	readonly description$: Observable<string>;
	/** `reference`: known by name only, from a project of it. */
	readonly reach: OrgDocument["reach"];
	/** Left out is unchanged, `''` empties the description. */
	update(fields: NameAndDescription): Promise<WrittenChange>;
	/** Hides its projects and members before it resolves. The Engine refuses it while a subscription is active. */
	delete(): Promise<WrittenChange>;
	/** Members and external people, sorted by name. */
	listUsers(): Promise<OrgUser[]>;
	/** The same, live; while somebody subscribes, the list counts as on screen. */
	readonly users$: Observable<OrgUser[]>;
	/** Adds somebody who has an account. `role`: id or name, default OrgViewer. Rejects with ALREADY_MEMBER too. */
	addUser(email: string, role?: string): Promise<Created<OrgUser>>;
	/** Makes an account and adds it. Rejects with ALREADY_MEMBER too. */
	createUser(person: NewUser): Promise<Created<OrgUser>>;
	/** Case and surrounding space of the address do not count. Rejects with NOT_FOUND. */
	removeUser(email: string): Promise<WrittenChange>;
	/** Sorted by name. */
	listProjects(): Promise<ProjectHandle[]>;
	/** The same, live; while somebody subscribes, the list counts as on screen. */
	readonly projects$: Observable<ProjectHandle[]>;
	createProject(
		name: string,
		description?: string,
	): Promise<Created<ProjectHandle>>;
	/** By local id or the Engine's. Rejects with NOT_FOUND. */
	getProject(id: string): Promise<ProjectHandle>;
	/** What the Engine will probably say to the signed-in person. Never refuses a write. */
	can(action: Action): Promise<Verdict>;
	can$(action: Action): Observable<Verdict>;
}

export function orgHandle(
	context: ModelContext,
	doc: RxDocument<OrgDocument>,
): OrgHandle {
	const own = extended(documentHandle("orgs", doc), ownMembers(context, doc));
	return extended(own, {
		...userMembers(context, doc.primary),
		...projectMembers(context, doc.primary),
		can: (action: Action) => verdictNow(context, doc, action),
		can$: (action: Action) => observeVerdict(context, doc, action),
	});
}

function ownMembers(context: ModelContext, doc: RxDocument<OrgDocument>) {
	return {
		get name() {
			return doc.getLatest().name;
		},
		name$: observeField(doc, "name"),
		get description() {
			return doc.getLatest().description;
		},
		description$: observeField(doc, "description"),
		get reach() {
			return doc.getLatest().reach;
		},
		update: async (fields: NameAndDescription) => {
			const patch = someFields(fields, ["name", "description"]);
			return writeDocument(context, "orgs", () =>
				doc.getLatest().incrementalPatch(patch),
			);
		},
		delete: () =>
			writeDocument(context, "orgs", () => doc.getLatest().incrementalRemove()),
	};
}

function userMembers(context: ModelContext, orgId: string) {
	return {
		listUsers: () => listOrgUsers(context, orgId),
		users$: context.kernel.watched.whileWatching(
			{ list: "org-users", orgId },
			observeOrgUsers(context, orgId),
		),
		addUser: (email: string, role: string = defaultRole) =>
			addUser(context, orgId, { email, role }),
		createUser: (person: NewUser) => createUser(context, orgId, person),
		removeUser: (email: string) => removeUser(context, orgId, email),
	};
}

function projectMembers(context: ModelContext, orgId: string) {
	return {
		listProjects: () => listProjects(context, orgId),
		projects$: context.kernel.watched.whileWatching(
			{ list: "org-projects", orgId },
			observeProjects(context, orgId),
		),
		createProject: (name: string, description = "") =>
			createProject(context, { orgId, name, description }),
		getProject: (id: string) => getProject(context, orgId, id),
	};
}
