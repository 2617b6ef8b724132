import { distinctUntilChanged, map, type Observable, startWith } from "rxjs";
import {
	type CollectionName,
	collectionNames,
	type Stored,
} from "../../model/documents.js";
import type { DocumentIssue } from "../../model/issue.js";
import { sameJson } from "../document-handle.js";
import { ownLabelOf } from "../label.js";
import { assertOpen, type ModelContext } from "../model-context.js";
import { answerIssue } from "./answer-issue.js";
import { fittingActions } from "./fitting-actions.js";
import type {
	Dependent,
	Issue,
	IssueAction,
	IssuePatch,
	Issues,
} from "./issue.js";

/** The live view over the issues of all unfinished documents. */
export function issuesView(context: ModelContext): Issues {
	const list = () => {
		assertOpen(context);
		return collectIssues(context);
	};
	return {
		$: observeIssues(context),
		list,
		get: (id) => list().find((issue) => issue.id === id),
	};
}

function observeIssues(context: ModelContext): Observable<readonly Issue[]> {
	return context.kernel.open.changes$.pipe(
		startWith(undefined),
		map(() => collectIssues(context)),
		// Methods do not count: two issues with the same values are the same.
		distinctUntilChanged(sameJson),
	);
}

function collectIssues(context: ModelContext): Issue[] {
	return collectionNames
		.flatMap((collection) =>
			context.kernel.open
				.list(collection)
				.flatMap((doc) =>
					doc.envelope.issues.map((issue) =>
						toIssue(context, { collection, doc, issue }),
					),
				),
		)
		.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

interface Found {
	readonly collection: CollectionName;
	readonly doc: Stored;
	readonly issue: DocumentIssue;
}

function toIssue(context: ModelContext, found: Found): Issue {
	const { collection, doc, issue } = found;
	const { id, change, edit, field, ...said } = issue;
	const answer = (action: IssueAction, patch?: IssuePatch) =>
		answerIssue(
			context,
			{ collection, id: doc.id },
			{ issue: id, action, ...(patch === undefined ? {} : { patch }) },
		);
	return {
		...said,
		id: `${collection}/${doc.id}/${id}`,
		collection,
		documentId: doc.id,
		label: ownLabelOf(collection, doc),
		change: { collection, id: doc.id, edit, kind: change, field },
		dependents: dependentsOf(context, found),
		actions: fittingActions(collection, doc, issue),
		retry: () => answer("retry"),
		edit: (patch) => answer("edit", patch),
		keepMine: () => answer("keepMine"),
		keepTheirs: () => answer("keepTheirs"),
		discard: async () => {
			await answer("discard");
		},
	};
}

/** Only a refused or vanished org holds others back. */
function dependentsOf(
	context: ModelContext,
	{ collection, doc }: Found,
): Dependent[] {
	if (collection !== "orgs") return [];
	return (["projects", "members"] as const).flatMap((name) =>
		context.kernel.open
			.list(name)
			.filter(({ envelope }) => envelope.hiddenBy === doc.id)
			.map(({ id }) => ({ collection: name, id })),
	);
}
