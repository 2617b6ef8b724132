import type { CollectionName, Stored } from "../model/documents.js";
import { createEnvelope } from "../model/envelope.js";

/** What a new document has where the insert leaves a field out. */
const defaults: Readonly<Record<CollectionName, object>> = {
	orgs: { description: "", logoUrl: "", subscriptionId: "", reach: "listed" },
	projects: { description: "" },
	users: {},
	members: { userId: "", external: false, invite: null },
};

const inviteDefaults = {
	name: "",
	account: false,
	password: "generated",
	userId: "",
} as const;

/**
 * What a write leaves out stays as it is; in a new document it gets its default. A field set to undefined counts as
 * left out.
 */
export function fillFields(
	name: CollectionName,
	previous: Stored | undefined,
	next: Stored,
): Stored {
	const given = withoutUndefined(next);
	// Over a tombstone that the Engine still has, even a field that is left out is what it was there.
	const before =
		previous !== undefined && (!previous._deleted || isOnEngine(previous))
			? previous
			: { ...defaults[name], envelope: createEnvelope() };
	// Proof of the cast: both are checked against the schema before they are stored.
	const filled = { ...before, ...given } as Stored;
	return name === "members" && before !== previous
		? withInviteDefaults(filled)
		: filled;
}

/** The Engine has it and its delete was not acknowledged. */
export function isOnEngine({ envelope }: Stored): boolean {
	return envelope.remoteId !== "" && envelope.base !== null;
}

function withoutUndefined(doc: Stored): Partial<Stored> {
	return Object.fromEntries(
		Object.entries(doc).filter(([, value]) => value !== undefined),
	);
}

function withInviteDefaults(doc: Stored): Stored {
	const invite: unknown = Reflect.get(doc, "invite");
	if (typeof invite !== "object" || invite === null) return doc;
	const filled = { ...doc, invite: { ...inviteDefaults, ...invite } };
	return filled;
}
