/**
 * The points on which the Engine's contract is silent. Each has a usual way, which comes first and is the
 * default, and another way, which a client must bear as well.
 */
export const quirkWays = {
	/** How JSON members are named. `orgUsers`, `externalUsers` and `projectUsers` are camelCase both ways. */
	memberNames: ["camel", "snake"],
	/** Whether empty strings, lists and maps are written. */
	emptyFields: ["present", "absent"],
	/** The order of the rows of a list. */
	listOrder: ["stable", "shuffled"],
	/** Whether answers carry members that no published interface knows. */
	unknownMembers: ["none", "present"],
	/** Whether the catalogue holds roles that were never published. Fixtures then hand some of them out. */
	unknownRoles: ["none", "present"],
	/** What becomes of spaces in names and descriptions, and of capitals in e-mails. */
	names: ["kept", "normalised"],
	/** What is answered about a thing that exists but that the caller may not see. */
	hiddenThings: ["notFound", "denied"],
	/** `loose` moves the mark of an org or project when its members change too, and may repeat a value. */
	auditMark: ["exact", "loose"],
	/** Which projects of an org someone sees who is a member of it but not its owner. */
	orgProjects: ["own", "all"],
	/** Whether a user who is external to an org sees the org itself. */
	externalOrg: ["hidden", "visible"],
	/** What becomes of the project memberships of somebody who is removed from the org. */
	removedMember: ["keepsProjects", "losesProjects"],
	/** What an org owner may do with a project in which it has no role. */
	ownerWithoutProjectRole: ["renames", "renamesAndDeletes"],
	/** The role that `externalUsers` shows. */
	externalRole: ["named", "empty"],
	/** What a view-only org refuses. */
	viewOnly: ["allWrites", "createsOnly"],
	/** Whether `subscription_id` announces an active subscription, or only the refusal of a delete does. */
	subscription: ["announced", "unannounced"],
	/** What a wrong e-mail or password is answered with: 401 or 400. */
	wrongSignIn: ["unauthenticated", "invalid"],
	/** Whether a write that the emulator was told to answer with a 5xx took place all the same. */
	failedWrites: ["notDone", "done"],
	/** Whether a refusal says its reason and suggestion in `details`. */
	refusalDetails: ["present", "none"],
	/** What becomes of the old bearer after a refresh. */
	oldBearer: ["expires", "endsAtOnce"],
	/** What `organization` in CreateUser does. */
	organization: ["ignored", "makesViewer"],
} as const;

export type QuirkName = keyof typeof quirkWays;

export type Quirks = {
	readonly [Q in QuirkName]: (typeof quirkWays)[Q][number];
};

export const quirkNames: readonly QuirkName[] =
	// Object.keys of a constant object gives exactly its keys.
	Object.keys(quirkWays) as QuirkName[];

/** The usual way on every point, but where told otherwise. */
export function completeQuirks(quirks: Partial<Quirks> = {}): Quirks {
	return { ...usualQuirks, ...quirks };
}

const usualQuirks: Quirks = {
	memberNames: "camel",
	emptyFields: "present",
	listOrder: "stable",
	unknownMembers: "none",
	unknownRoles: "none",
	names: "kept",
	hiddenThings: "notFound",
	auditMark: "exact",
	orgProjects: "own",
	externalOrg: "hidden",
	removedMember: "keepsProjects",
	ownerWithoutProjectRole: "renames",
	externalRole: "named",
	viewOnly: "allWrites",
	subscription: "announced",
	wrongSignIn: "unauthenticated",
	failedWrites: "notDone",
	refusalDetails: "present",
	oldBearer: "expires",
	organization: "ignored",
};

/** Every point decided the other way. */
export const unusualQuirks: Quirks = {
	memberNames: "snake",
	emptyFields: "absent",
	listOrder: "shuffled",
	unknownMembers: "present",
	unknownRoles: "present",
	names: "normalised",
	hiddenThings: "denied",
	auditMark: "loose",
	orgProjects: "all",
	externalOrg: "visible",
	removedMember: "losesProjects",
	ownerWithoutProjectRole: "renamesAndDeletes",
	externalRole: "empty",
	viewOnly: "createsOnly",
	subscription: "unannounced",
	wrongSignIn: "invalid",
	failedWrites: "done",
	refusalDetails: "none",
	oldBearer: "endsAtOnce",
	organization: "makesViewer",
};
