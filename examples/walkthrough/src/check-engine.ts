import type { Emulator } from "@engine-offline/emulator";
import type { Checks } from "./checks.js";
import type { Edited, Shown } from "./protocol.js";
import { memberLine, orgLine, projectLine } from "./show.js";

type Truth = ReturnType<Emulator["control"]["groundTruth"]>;

/** What the Engine really holds: every edit once, and nothing else changed. */
export function checkEngine(
	{ expect }: Checks,
	{ control }: Emulator,
	{ edited, before }: { readonly edited: Edited; readonly before: Truth },
): void {
	const now = control.groundTruth();
	const { renamed, project, added, removed, created, deletedOrg } = edited;
	const org = now.orgs.find(({ id }) => id === renamed.orgId);
	expect("The org has its new name.", org?.name === renamed.name, org?.name);
	const projects = now.projects.filter(({ name }) => name === project.name);
	expect(
		"The project exists once, with its last name and description.",
		projects.length === 1 && projects[0]?.description === project.description,
		projects,
	);
	expect(
		"Nothing else was made: one project and one account more than before.",
		now.projects.length === before.projects.length + 1 &&
			now.users.length === before.users.length + 1 &&
			now.orgs.length === before.orgs.length,
		[now.projects.length, now.users.length, now.orgs.length],
	);
	const isMember = createMemberCount(now);
	expect("The added member is in the org.", isMember(added) === 1);
	expect("The removed member is out of it.", isMember(removed) === 0);
	expect("The new person is in the org.", isMember(created) === 1);
	const mails = control.mails().filter(({ to }) => to === created.email);
	expect("The new person got one e-mail.", mails.length === 1, mails);
	const left = now.projects.filter(({ org: { id } }) => id === deletedOrg.id);
	expect(
		"The org with a subscription is still there, with its projects.",
		now.orgs.some(({ id }) => id === deletedOrg.id) &&
			left.length === deletedOrg.projects,
		left.length,
	);
}

/** How many memberships, external ones left out, a person has in an org. */
function createMemberCount({ users, members }: Truth) {
	return ({ orgId, email }: { orgId: string; email: string }) => {
		const ids = users
			.filter((user) => user.email === email)
			.map(({ id }) => id);
		return members.filter(
			(member) =>
				member.orgId === orgId &&
				ids.includes(member.userId) &&
				!member.external,
		).length;
	};
}

/** What the Engine shows to this account, in the words of a device. */
export function shownByEngine({ control }: Emulator, email: string): Shown {
	const { orgs, projects, members } = control.visibleTo(email);
	return [
		...orgs.map(orgLine),
		...projects.map((project) => projectLine(project.org.id, project)),
		...members.map((member) => memberLine(member.orgId, member)),
	].sort();
}
