import type { Observable } from "rxjs";
import type { CollectionName } from "../../model/documents.js";
import type { DocumentIssue } from "../../model/issue.js";
import type { ChangeRef, WrittenChange } from "../change-ref.js";

/** What a person can answer to an issue. */
export type IssueAction =
	| "retry"
	| "edit"
	| "keepMine"
	| "keepTheirs"
	| "discard";

/** The document in which an issue lies. */
export interface IssuePlace {
	readonly collection: CollectionName;
	readonly id: string;
}

/** A document that is hidden or parked because of an issue. */
export interface Dependent {
	readonly collection: CollectionName;
	readonly id: string;
}

/** Values to put in place of the refused ones; a member may be given another `email`, `name` or `role`. */
export type IssuePatch = Readonly<Record<string, string>>;

/**
 * What a person should look at. Its values are those of the moment it was read. Each answer is one write, resolves
 * when that is durable here, and closes the issue; one that does not fit rejects with WRONG_ACTION, an issue that is
 * closed already with NO_SUCH_ISSUE. The change that an answer makes is pending as any other; undefined: none.
 */
export interface Issue
	extends Omit<DocumentIssue, "id" | "edit" | "change" | "field"> {
	/** `collection/document id/…`: the same on every read and after a restart. */
	readonly id: string;
	readonly collection: CollectionName;
	readonly documentId: string;
	/** The name of the org or project, the address of the person. */
	readonly label: string;
	/** What was asked of the Engine: the kind, the contested field or '', and the edit. */
	readonly change: ChangeRef & {
		readonly kind: DocumentIssue["change"];
		readonly field: string;
	};
	readonly dependents: readonly Dependent[];
	/** The answers that fit. */
	readonly actions: readonly IssueAction[];
	/** Sends what was refused again, as it was. */
	retry(): Promise<WrittenChange | undefined>;
	/** Sends what was refused again, with other values. */
	edit(patch: IssuePatch): Promise<WrittenChange | undefined>;
	/** Contested: my value of the field. Possible duplicate: it is another thing, so make it. */
	keepMine(): Promise<WrittenChange | undefined>;
	/** Contested: their value of the field. Possible duplicate: it is that thing, so drop mine. */
	keepTheirs(): Promise<WrittenChange | undefined>;
	/** Leaves everything as it is now and closes the issue. */
	discard(): Promise<void>;
}

/** All unresolved issues, those of tombstones too, sorted by time and id. */
export interface Issues {
	/** The list now and whenever it changes. */
	readonly $: Observable<readonly Issue[]>;
	list(): readonly Issue[];
	get(id: string): Issue | undefined;
}
