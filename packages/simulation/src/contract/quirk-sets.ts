import type { Quirks } from "@engine-offline/emulator/machine";

/** The Engine's ways of answering that a client has to bear. */
export const quirkSets: readonly [string, Partial<Quirks>][] = [
	["the usual way", {}],
	["snake_case", { memberNames: "snake" }],
	["empty left out", { emptyFields: "absent" }],
	["shuffled", { listOrder: "shuffled" }],
	["unknown members", { unknownMembers: "present" }],
	["unknown roles", { unknownRoles: "present" }],
	["trimmed", { names: "normalised" }],
	["no details", { refusalDetails: "none" }],
	["400 on a wrong password", { wrongSignIn: "invalid" }],
	["the old bearer ends at once", { oldBearer: "endsAtOnce" }],
	[
		"all of them",
		{
			memberNames: "snake",
			emptyFields: "absent",
			listOrder: "shuffled",
			unknownMembers: "present",
			unknownRoles: "present",
			names: "normalised",
			refusalDetails: "none",
			wrongSignIn: "invalid",
			oldBearer: "endsAtOnce",
		},
	],
];
