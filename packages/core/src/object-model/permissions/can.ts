import type { RxDocument } from "rxdb";
import {
	combineLatest,
	defer,
	distinctUntilChanged,
	firstValueFrom,
	map,
	type Observable,
} from "rxjs";
import { EngineError } from "../../errors.js";
import type { MemberDocument, OrgDocument } from "../../model/documents.js";
import { scopeKey } from "../../store/watched-scopes.js";
import { observeField } from "../document-handle.js";
import { type ModelContext, storing } from "../model-context.js";
import { membersOf } from "../org-users.js";
import { type Action, actions } from "./permission-table.js";
import { type Verdict, verdictOf } from "./verdict.js";

/** The verdict now and whenever it or its rule changes; not because only its age moved. */
export function observeVerdict(
	context: ModelContext,
	org: RxDocument<OrgDocument>,
	action: Action,
): Observable<Verdict> {
	checkAction(action);
	const { record } = context.kernel.replica;
	const scope = scopeKey({ list: "org-users", orgId: org.primary });
	return combineLatest([
		observeField(org, "reach"),
		defer(() => membersOf(context, org.primary).$),
		record.changes$,
	]).pipe(
		map(([reach, members, { userId, roles, listedAt }]) =>
			verdictOf(action, {
				reach,
				userId,
				roles,
				member: ownMember(members, userId),
				asOf: listedAt[scope] ?? 0,
			}),
		),
		distinctUntilChanged(
			(a, b) => a.verdict === b.verdict && a.rule === b.rule,
		),
	);
}

export function verdictNow(
	context: ModelContext,
	org: RxDocument<OrgDocument>,
	action: Action,
): Promise<Verdict> {
	return storing(context, () =>
		firstValueFrom(observeVerdict(context, org, action)),
	);
}

/** Where somebody is listed twice, the membership counts, not the work in single projects. */
function ownMember(
	members: readonly RxDocument<MemberDocument>[],
	userId: string,
): MemberDocument | undefined {
	const own = members.filter((member) => member.userId === userId);
	return own.find(({ external }) => !external) ?? own[0];
}

function checkAction(action: Action): void {
	if (!actions.includes(action))
		throw new EngineError(
			"INVALID_FIELD",
			`"${String(action).slice(0, 40)}" is no action. Ask for one of ${actions.join(", ")}.`,
		);
}
