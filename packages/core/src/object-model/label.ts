import type { CollectionName, Stored, StoredOf } from "../model/documents.js";
import type { ModelContext } from "./model-context.js";

/** What people call a document: the name of an org or project, the address of a person. */
export async function labelOf(
	context: ModelContext,
	name: CollectionName,
	doc: Stored,
): Promise<string> {
	if (name !== "members") return ownLabelOf(name, doc);
	// Proof of the cast: the document was read from members.
	const { userId, invite } = doc as StoredOf<"members">;
	const user =
		invite === null
			? await context.kernel.replica.read("users", userId)
			: undefined;
	return user === undefined ? ownLabelOf(name, doc) : ownLabelOf("users", user);
}

/** The same from the document alone: a member that came from the Engine only names its user's id. */
export function ownLabelOf(name: CollectionName, doc: Stored): string {
	if (name === "users")
		return textOf(doc, "email") || textOf(doc, "displayName");
	if (name !== "members") return textOf(doc, "name");
	// Proof of the cast: the document was read from members.
	const { userId, invite } = doc as StoredOf<"members">;
	return invite?.email ?? userId;
}

function textOf(doc: Stored, field: string): string {
	const value: unknown = Reflect.get(doc, field);
	return typeof value === "string" ? value : "";
}
