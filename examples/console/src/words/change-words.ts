import type { CollectionName, PendingChange } from "@engine-offline/core";

const nounByCollection: Readonly<Record<CollectionName, string>> = {
	orgs: "org",
	projects: "project",
	users: "profile",
	members: "member",
};

const wordByField: Readonly<Record<string, string>> = {
	name: "name",
	description: "description",
	displayName: "name",
	phone: "phone",
	logoUrl: "logo",
	email: "e-mail",
	role: "role",
};

/** "New project", "Change of org (name)", "Delete of member": what was done here. */
export function changeWords(
	change: Pick<PendingChange, "collection" | "kind" | "fields">,
): string {
	const noun = nounByCollection[change.collection];
	switch (change.kind) {
		case "create":
			return `New ${noun}`;
		case "delete":
			return change.collection === "members"
				? "Removal of member"
				: `Delete of ${noun}`;
		case "update":
			return `Change of ${noun} (${change.fields.map(fieldWord).join(", ")})`;
	}
}

export function fieldWord(field: string): string {
	return wordByField[field] ?? field;
}
