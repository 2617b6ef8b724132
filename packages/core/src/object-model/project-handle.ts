import type { RxDocument } from "rxdb";
import type { Observable } from "rxjs";
import type { ProjectDocument } from "../model/documents.js";
import { someFields } from "./arguments.js";
import type { WrittenChange } from "./change-ref.js";
import {
	type DocumentHandle,
	documentHandle,
	observeField,
} from "./document-handle.js";
import { extended } from "./extended.js";
import type { ModelContext } from "./model-context.js";
import { writeDocument } from "./write-document.js";

/** What an update changes: left out is unchanged, `''` empties the description. */
export interface NameAndDescription {
	readonly name?: string | undefined;
	readonly description?: string | undefined;
}

/** A project of an org. */
export interface ProjectHandle extends DocumentHandle {
	/** The local id of its org. */
	readonly orgId: string;
	readonly name: string;
	readonly name$: Observable<string>;
	readonly description: string;
	readonly description$: Observable<string>;
	/** Resolves when the change is durable here. Rejects with INVALID_FIELD, UNKNOWN_FIELD or DOCUMENT_DELETED. */
	update(fields: NameAndDescription): Promise<WrittenChange>;
	/** Resolves when the delete is durable here. Rejects with DOCUMENT_DELETED. */
	delete(): Promise<WrittenChange>;
}

export function projectHandle(
	context: ModelContext,
	doc: RxDocument<ProjectDocument>,
): ProjectHandle {
	return extended(documentHandle("projects", doc), {
		orgId: doc.orgId,
		get name() {
			return doc.getLatest().name;
		},
		name$: observeField(doc, "name"),
		get description() {
			return doc.getLatest().description;
		},
		description$: observeField(doc, "description"),
		update: async (fields: NameAndDescription) => {
			const patch = someFields(fields, ["name", "description"]);
			return writeDocument(context, "projects", () =>
				doc.getLatest().incrementalPatch(patch),
			);
		},
		delete: () =>
			writeDocument(context, "projects", () =>
				doc.getLatest().incrementalRemove(),
			),
	});
}
