import * as z from "zod";
import { type Envelope, envelopeSchema } from "./envelope.js";

/** An id, local or the Engine's: no white space, nothing that has a meaning in a path. */
export const idSchema = z
	.string()
	.max(64)
	.regex(/^[A-Za-z0-9_.:@~-]+$/);
const optionalId = z.union([z.literal(""), idSchema]);
const text = z.string().max(65_536);

export const inviteSchema = z.strictObject({
	email: text,
	name: text,
	/** Only `createUser` makes an account. */
	account: z.boolean(),
	/** Who chose the password: the Engine, or the caller (then it is in memory only). */
	password: z.enum(["generated", "given"]),
	/** The account's id, once it is known to exist. */
	userId: optionalId,
});

const org = {
	id: idSchema,
	name: text,
	description: text,
	logoUrl: text,
	subscriptionId: text,
	/** `reference`: known only by name, from a project of it; allows nothing. */
	reach: z.enum(["listed", "reference"]),
};
const project = {
	id: idSchema,
	orgId: idSchema,
	name: text,
	description: text,
};
const user = {
	id: idSchema,
	displayName: text,
	email: text,
	photoUrl: text,
	phone: text,
	status: text,
};
const member = {
	id: idSchema,
	orgId: idSchema,
	/** The user's id, '' while only the invite says who it is. */
	userId: optionalId,
	role: text,
	external: z.boolean(),
	invite: inviteSchema.nullable(),
};
const envelope = { envelope: envelopeSchema };

/** The one source of truth for what each collection stores. */
export const documentSchemas = {
	orgs: z.strictObject({ ...org, ...envelope }),
	projects: z.strictObject({ ...project, ...envelope }),
	users: z.strictObject({ ...user, ...envelope }),
	members: z.strictObject({ ...member, ...envelope }),
} as const;

export const collectionNames = [
	"orgs",
	"projects",
	"users",
	"members",
] as const;
export type CollectionName = (typeof collectionNames)[number];

type Shape<Name extends CollectionName> = z.infer<
	(typeof documentSchemas)[Name]
>;
export type OrgDocument = Readonly<Shape<"orgs">>;
export type ProjectDocument = Readonly<Shape<"projects">>;
export type UserDocument = Readonly<Shape<"users">>;
export type MemberDocument = Readonly<Shape<"members">>;
export type Invite = Readonly<z.infer<typeof inviteSchema>>;

export interface DocumentByName {
	readonly orgs: OrgDocument;
	readonly projects: ProjectDocument;
	readonly users: UserDocument;
	readonly members: MemberDocument;
}

/** What RxDB keeps beside a document. */
export interface StorageFields {
	readonly _deleted: boolean;
	readonly _rev: string;
	readonly _meta: { readonly lwt: number };
	readonly _attachments: Readonly<Record<string, never>>;
}

/** A document of one collection as storage holds it, tombstones included. */
export type StoredOf<Name extends CollectionName> = DocumentByName[Name] &
	StorageFields;

/** Any of the four as storage holds it: what they share. Its own fields are read through `StoredOf`. */
export interface Stored extends StorageFields {
	readonly id: string;
	readonly envelope: Envelope;
	/** The org of a project or member. */
	readonly orgId?: string;
}

/** The fields that an app may change, in the order in which they are shown. */
export const writableFields = {
	orgs: ["name", "description"],
	projects: ["name", "description"],
	users: ["displayName", "phone"],
	members: [],
} as const satisfies Record<CollectionName, readonly string[]>;
