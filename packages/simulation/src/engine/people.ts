import {
	developmentPassword,
	readFixture,
} from "@engine-offline/emulator/machine";

/** Everybody in the world. Ann owns every org at first; Eve is in none. */
export const people = ["ann", "ben", "cid", "dan", "eve"] as const;
export type PersonName = (typeof people)[number];

export const emailOf = (person: PersonName) => `${person}@example.com`;
export const password = developmentPassword;

/** The Engine as the world finds it. */
export const fixture = readFixture({
	accounts: people.map((name) => ({ name, email: emailOf(name) })),
	orgs: [
		{
			name: "Alder",
			description: "first",
			members: [
				{ email: emailOf("ben"), role: "OrgOwner" },
				{ email: emailOf("cid"), role: "OrgViewer" },
			],
			projects: [{ name: "Ant" }, { name: "Ape", description: "big" }],
		},
		{
			name: "Birch",
			members: [{ email: emailOf("ben"), role: "OrgEditor" }],
			projects: [
				{
					name: "Bat",
					members: [
						{ email: emailOf("ben"), role: "ProjectEditor" },
						{ email: emailOf("dan"), role: "ProjectViewer" },
					],
				},
			],
		},
		{ name: "Cedar", subscribed: true, projects: [{ name: "Cow" }] },
	],
});
