/** What every Engine of the contract holds at first. */
export const contractFixture = {
	accounts: [
		{ name: "Ada", email: "ada@example.com", phone: "+61 1" },
		{ name: "Grace", email: "grace@example.com" },
		{ name: "Linus", email: "linus@example.com" },
	],
	orgs: [
		{
			name: "Apache",
			logoUrl: "https://example.com/logo.png",
			members: [{ email: "grace@example.com", role: "OrgViewer" }],
			projects: [
				{
					name: "Ant",
					description: "builds",
					members: [{ email: "linus@example.com", role: "ProjectViewer" }],
				},
			],
		},
		{ name: "Subscribed", subscribed: true },
	],
};
