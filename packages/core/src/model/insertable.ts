import type {
	Invite,
	MemberDocument,
	OrgDocument,
	ProjectDocument,
	UserDocument,
} from "./documents.js";

/** A document of which only some fields have to be given; the gate fills the rest. */
type Insertable<Document, Needed extends keyof Document> = Partial<Document> &
	Pick<Document, Needed>;

/** What a plain insert has to give; what it leaves out gets its default, the id a new UUID. */
export interface InsertByName {
	readonly orgs: Insertable<OrgDocument, "name">;
	readonly projects: Insertable<ProjectDocument, "orgId" | "name">;
	readonly users: UserDocument;
	readonly members: Omit<
		Insertable<MemberDocument, "orgId" | "role">,
		"invite"
	> & { readonly invite: Insertable<Invite, "email"> };
}
