import type { RxDocument } from "rxdb";
import { defer, type Observable } from "rxjs";
import { EngineError } from "../errors.js";
import type { ProjectDocument } from "../model/documents.js";
import { shortInserts } from "../store/store-collections.js";
import type { Created } from "./change-ref.js";
import { extended } from "./extended.js";
import { findDocument } from "./find-document.js";
import { insertNew } from "./insert-new.js";
import { type Listing, listed, observeListed } from "./listed.js";
import { type ModelContext, storing } from "./model-context.js";
import { type ProjectHandle, projectHandle } from "./project-handle.js";
import { changeOfWrite } from "./write-document.js";

export async function listProjects(
	context: ModelContext,
	orgId: string,
): Promise<ProjectHandle[]> {
	const docs = await storing(context, () => projectsOf(context, orgId).exec());
	return listed(docs, listingOf(context));
}

export function observeProjects(
	context: ModelContext,
	orgId: string,
): Observable<ProjectHandle[]> {
	const docs$ = defer(() => projectsOf(context, orgId).$);
	return observeListed(docs$, listingOf(context));
}

export async function createProject(
	context: ModelContext,
	fields: Pick<ProjectDocument, "orgId" | "name" | "description">,
): Promise<Created<ProjectHandle>> {
	const { projects } = shortInserts(context.kernel.database);
	const doc = await insertNew<typeof fields, ProjectDocument>(
		context,
		projects,
		fields,
	);
	const change = changeOfWrite(context, "projects", doc);
	return extended(projectHandle(context, doc), { change });
}

/** By local or remote id, and only a project of this org. */
export async function getProject(
	context: ModelContext,
	orgId: string,
	id: string,
): Promise<ProjectHandle> {
	const doc = await findDocument(context, "projects", id);
	if (doc.orgId === orgId) return projectHandle(context, doc);
	throw new EngineError(
		"NOT_FOUND",
		`The project "${id}" belongs to another org. Ask store.project() for it.`,
	);
}

function projectsOf(context: ModelContext, orgId: string) {
	const { projects } = context.kernel.database;
	return projects.find({ selector: { orgId: { $eq: orgId } } });
}

function listingOf(
	context: ModelContext,
): Listing<RxDocument<ProjectDocument>, ProjectHandle> {
	return {
		shownOf: ({ name, description }) => [name, description],
		titleOf: ({ name }) => name,
		handleOf: (doc) => projectHandle(context, doc),
	};
}
