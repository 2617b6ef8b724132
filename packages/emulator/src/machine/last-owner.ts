import { orgOwner, projectOwner } from "./roles.js";
import type { EngineState } from "./state.js";

export function isLastOrgOwner(
	state: EngineState,
	orgId: string,
	userId: string,
): boolean {
	const isOwner = (member: Membership & { readonly orgId: string }) =>
		member.orgId === orgId && member.role === orgOwner;
	return isOnly(userId, state.orgUsers.values(), isOwner);
}

export function isLastProjectOwner(
	state: EngineState,
	projectId: string,
	userId: string,
): boolean {
	const isOwner = (member: Membership & { readonly projectId: string }) =>
		member.projectId === projectId && member.role === projectOwner;
	return isOnly(userId, state.projectUsers.values(), isOwner);
}

interface Membership {
	readonly userId: string;
	readonly role: string;
}

function isOnly<M extends Membership>(
	userId: string,
	members: Iterable<M>,
	isOwner: (member: M) => boolean,
): boolean {
	const owners = [...members].filter(isOwner);
	return owners.length === 1 && owners[0]?.userId === userId;
}
