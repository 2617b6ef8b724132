import type { Store } from "@engine-offline/core";
import type { Shown, ShownIssue } from "./protocol.js";

/** Everything that the store shows, with the Engine's ids. */
export async function showAll(store: Store): Promise<Shown> {
	const lines: string[] = [];
	for (const org of await store.listUserOrgs()) {
		lines.push(orgLine({ id: org.remoteId, ...plain(org) }));
		for (const project of await org.listProjects())
			lines.push(
				projectLine(org.remoteId, { id: project.remoteId, ...plain(project) }),
			);
		for (const { user, role, external } of await org.listUsers())
			lines.push(memberLine(org.remoteId, { userId: user.id, role, external }));
	}
	return lines.sort();
}

interface Named {
	readonly id: string;
	readonly name: string;
	readonly description: string;
}

interface Member {
	readonly userId: string;
	readonly role: string;
	readonly external: boolean;
}

function plain({ name, description }: Omit<Named, "id">) {
	return { name, description };
}

export function orgLine({ id, name, description }: Named): string {
	return `org ${id} ${JSON.stringify([name, description])}`;
}

export function projectLine(orgId: string, project: Named): string {
	const { id, name, description } = project;
	return `project ${id} of ${orgId} ${JSON.stringify([name, description])}`;
}

export function memberLine(orgId: string, member: Member): string {
	const { userId, role, external } = member;
	return `member ${userId} of ${orgId} as ${role}${external ? ", external" : ""}`;
}

export function showIssues(store: Store): ShownIssue[] {
	return store.issues
		.list()
		.map(({ label, kind, code, message }) => ({ label, kind, code, message }));
}
