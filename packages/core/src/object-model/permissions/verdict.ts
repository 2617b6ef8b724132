import type { MemberDocument, OrgDocument } from "../../model/documents.js";
import {
	type Action,
	type OrgRole,
	orgRoles,
	permissionTable,
} from "./permission-table.js";

/** What the Engine will probably say. A write is never refused on this alone, since roles change. */
export interface Verdict {
	readonly verdict: "allowed" | "refused" | "unknown";
	/** The rule it follows from, for showing. */
	readonly rule: string;
	/** Wall clock in ms of the list of users that it rests on; 0 when that was never complete. */
	readonly asOf: number;
}

/** What is known when a verdict is asked for. */
export interface Grounds {
	readonly reach: OrgDocument["reach"];
	/** '' before the first sign-in was verified. */
	readonly userId: string;
	/** The signed-in person's own membership of the org. */
	readonly member: Pick<MemberDocument, "role" | "external"> | undefined;
	/** The catalogue of roles: a role may be named by its id. */
	readonly roles: readonly { readonly id: string; readonly name: string }[];
	readonly asOf: number;
}

/** Whether the person may do it, by the table of roles. Pure. */
export function verdictOf(action: Action, grounds: Grounds): Verdict {
	const { roles, rule, byProjectRole } = permissionTable[action];
	const answer = (verdict: Verdict["verdict"], why = rule): Verdict => ({
		verdict,
		rule: why,
		asOf: grounds.asOf,
	});
	if (grounds.reach === "reference")
		return byProjectRole
			? answer("unknown")
			: answer("refused", "This org is known by name only: you are no member.");
	const role = knownRole(grounds);
	if (role === undefined) return answer("unknown");
	if (roles.includes(role)) return answer("allowed");
	return answer(byProjectRole ? "unknown" : "refused");
}

function knownRole(grounds: Grounds): OrgRole | undefined {
	const { userId, member, roles } = grounds;
	if (userId === "" || member === undefined) return undefined;
	if (member.external) return "External";
	const name = roles.find(({ id }) => id === member.role)?.name ?? member.role;
	// The catalogue writes names for people: "Org Viewer" is the published OrgViewer.
	const said = name.replaceAll(" ", "");
	return orgRoles.find((role) => said === role || said === `Org${role}`);
}
