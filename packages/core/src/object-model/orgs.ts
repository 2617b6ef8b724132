import type { RxDocument } from "rxdb";
import { defer, type Observable } from "rxjs";
import type { OrgDocument } from "../model/documents.js";
import { shortInserts } from "../store/store-collections.js";
import type { Created } from "./change-ref.js";
import { extended } from "./extended.js";
import { insertNew } from "./insert-new.js";
import { type Listing, listed, observeListed } from "./listed.js";
import { type ModelContext, storing } from "./model-context.js";
import { type OrgHandle, orgHandle } from "./org-handle.js";
import { changeOfWrite } from "./write-document.js";

export async function listOrgs(context: ModelContext): Promise<OrgHandle[]> {
	const { orgs } = context.kernel.database;
	const docs = await storing(context, () => orgs.find().exec());
	return listed(docs, listingOf(context));
}

export function observeOrgs(context: ModelContext): Observable<OrgHandle[]> {
	const { orgs } = context.kernel.database;
	const docs$ = defer(() => orgs.find().$);
	return observeListed(docs$, listingOf(context));
}

export async function createOrg(
	context: ModelContext,
	fields: Pick<OrgDocument, "name" | "description">,
): Promise<Created<OrgHandle>> {
	const { orgs } = shortInserts(context.kernel.database);
	const doc = await insertNew<typeof fields, OrgDocument>(
		context,
		orgs,
		fields,
	);
	const change = changeOfWrite(context, "orgs", doc);
	return extended(orgHandle(context, doc), { change });
}

function listingOf(
	context: ModelContext,
): Listing<RxDocument<OrgDocument>, OrgHandle> {
	return {
		shownOf: ({ name, description, reach }) => [name, description, reach],
		titleOf: ({ name }) => name,
		handleOf: (doc) => orgHandle(context, doc),
	};
}
