/** The role as people say it: `OrgViewer` is "Viewer". A role that nobody published is shown as it is. */
export function roleWords(role: string): string {
	const known = /^Org([A-Z][a-z]+)$/.exec(role);
	return known?.[1] ?? (role || "External");
}

/** The roles that a member of an org can be given. The catalogue also has those of projects. */
export function memberRoles(
	catalogue: readonly { readonly id: string; readonly name: string }[],
): readonly string[] {
	const ids = catalogue
		.map(({ id }) => id)
		.filter((id) => !id.startsWith("Project") && id !== "OrgExternal");
	return ids.length > 0 ? ids : published;
}

const published = ["OrgViewer", "OrgEditor", "OrgOwner"];
