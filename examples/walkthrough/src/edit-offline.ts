import type { ChangeRef, OrgHandle, Store } from "@engine-offline/core";
import type { Edit, Edited } from "./protocol.js";
import { say } from "./say.js";

/** Edits a bit of everything. Each call returns when the edit is safe on this device's disk; no network is needed. */
export async function editOffline(store: Store): Promise<Edited> {
	const edits: Edit[] = [];
	const note = (title: string, change: ChangeRef) => {
		const { collection, id, edit } = change;
		edits.push({ title, change: { collection, id, edit } });
		say(`Done on this device: ${title}.`);
	};
	const org = await findOrg(store, "");
	const renamed = await renameOrg(org, note);
	const project = await makeProject(org, note);
	const people = await changePeople(store, org, note);
	const deletedOrg = await deleteSubscribedOrg(store, note);
	return { edits, renamed, project, ...people, deletedOrg };
}

type Note = (title: string, change: ChangeRef) => void;

async function renameOrg(org: OrgHandle, note: Note) {
	const before = org.name;
	const name = `${before} (renamed on the train)`;
	note(`the rename of the org "${before}"`, await org.update({ name }));
	return { orgId: org.remoteId, name };
}

async function makeProject(org: OrgHandle, note: Note) {
	const project = await org.createProject("Timetable");
	note('the new project "Timetable"', project.change);
	const description = "When does which train go?";
	note("its description", await project.update({ description }));
	const name = "Timetable forecast";
	note(`its new name "${name}"`, await project.update({ name }));
	return { name, description };
}

async function changePeople(store: Store, org: OrgHandle, note: Note) {
	const people = await org.listUsers();
	const members = people.filter(({ external }) => !external);
	const emails = new Set(members.map(({ user }) => user.email));
	const users = await store.users.find().exec();
	const stranger = users.find(({ email }) => !emails.has(email));
	const leaving = members.find(
		({ user }) => user.email !== store.identity.email,
	);
	if (stranger === undefined || leaving === undefined)
		throw new Error(`There is nobody to add to or remove from ${org.name}.`);
	const orgId = org.remoteId;
	const added = await org.addUser(stranger.email, "OrgEditor");
	note(`${stranger.displayName} as a new member`, added.change);
	const { email } = leaving.user;
	const removal = await org.removeUser(email);
	note(`the removal of ${leaving.user.displayName}`, removal);
	const person = { name: "Nora Newcomer", email: "nora@example.com" };
	const created = await org.createUser(person);
	note(`an account for ${person.name}`, created.change);
	return {
		added: { orgId, email: stranger.email },
		removed: { orgId, email },
		created: { orgId, email: person.email },
	};
}

async function deleteSubscribedOrg(store: Store, note: Note) {
	const org = await findOrg(store, "subscribed");
	const projects = (await org.listProjects()).length;
	const change = await org.delete();
	note(
		`the delete of the org "${org.name}" and its ${projects} projects`,
		change,
	);
	return { id: org.remoteId, name: org.name, projects };
}

/** The org with the most projects, of those with or without a subscription. Collections take any RxDB query. */
async function findOrg(
	store: Store,
	kind: "subscribed" | "",
): Promise<OrgHandle> {
	const selector = { subscriptionId: kind === "" ? { $eq: "" } : { $ne: "" } };
	const orgs = await store.orgs.find({ selector }).exec();
	const handles = await Promise.all(orgs.map(({ id }) => store.org(id)));
	const counted = await Promise.all(
		handles.map(async (org) => ({
			org,
			projects: (await org.listProjects()).length,
		})),
	);
	const [most] = counted.sort((a, b) => b.projects - a.projects);
	if (most === undefined) throw new Error("The fixture has no such org.");
	return most.org;
}
