import {
	type DocumentHandle,
	EngineError,
	type OrgHandle,
	type ProjectHandle,
	type Store,
} from "@engine-offline/core";
import {
	defer,
	distinctUntilChanged,
	map,
	type Observable,
	switchMap,
} from "rxjs";

/** An org by its local id or the Engine's, and null while none is here; a new handle when something shown of it changes. */
export function findOrg(
	store: Store,
	id: string,
): Observable<OrgHandle | null> {
	return findHandle(id, {
		changes: (localId) => store.orgs.findOne(localId).$,
		find: () => store.org(id),
		shownOf: ({ name, description, reach }) => [name, description, reach],
	});
}

/** The same for a project. */
export function findProject(
	store: Store,
	id: string,
): Observable<ProjectHandle | null> {
	return findHandle(id, {
		changes: (localId) => store.projects.findOne(localId).$,
		find: () => store.project(id),
		shownOf: ({ name, description }) => [name, description],
	});
}

interface Way<Handle> {
	/** Emits now and whenever the document changes. */
	readonly changes: (localId: string) => Observable<unknown>;
	readonly find: () => Promise<Handle>;
	readonly shownOf: (handle: Handle) => readonly unknown[];
}

function findHandle<Handle extends DocumentHandle>(
	id: string,
	way: Way<Handle>,
): Observable<Handle | null> {
	const find = () => nullWhenNotFound(way.find());
	return defer(find).pipe(
		// What was made here has another id here than on the Engine.
		switchMap((handle) => way.changes(handle?.id ?? id)),
		switchMap(find),
		map((handle) => ({
			handle,
			shown: JSON.stringify(
				handle === null ? null : [handle.id, ...way.shownOf(handle)],
			),
		})),
		distinctUntilChanged((a, b) => a.shown === b.shown),
		map(({ handle }) => handle),
	);
}

async function nullWhenNotFound<Handle>(
	finding: Promise<Handle>,
): Promise<Handle | null> {
	try {
		return await finding;
	} catch (error) {
		if (error instanceof EngineError && error.code === "NOT_FOUND") return null;
		throw error;
	}
}
