import { readFileSync } from "node:fs";
import type { Emulator, Quirks } from "@engine-offline/emulator";
import type { Engine } from "../engine.js";
import { grpcEngine } from "../grpc/grpc-engine.js";
import { restEngine } from "../rest/rest-engine.js";
import type { countingEnvironment } from "../rest/test-environment.js";
import { plainGrpcEngine } from "./plain-grpc.js";
import { plainRestEngine } from "./plain-rest.js";

type TestEnvironment = ReturnType<typeof countingEnvironment>["environment"];

/** One way to reach the emulator. */
export interface Way {
	readonly name: string;
	readonly open: (emulator: Emulator, environment: TestEnvironment) => Engine;
}

const certificate = ({ grpc }: Emulator) =>
	readFileSync(grpc?.certificate ?? "");
const targetOf = ({ grpc }: Emulator) => grpc?.target ?? "";
const monotonic = () => performance.now();

/** Transport × client: ours, and an ordinary one that shows what the emulator itself does. */
export const ways: readonly Way[] = [
	{
		name: "REST, our client",
		open: ({ url }, environment) => restEngine({ baseUrl: url, environment }),
	},
	{
		name: "gRPC, our client",
		open: (emulator, environment) =>
			grpcEngine({
				target: targetOf(emulator),
				secure: true,
				ca: certificate(emulator),
				environment: { ...environment, monotonic },
			}),
	},
	{
		name: "REST, an ordinary client",
		open: ({ url }) => plainRestEngine(url),
	},
	{
		name: "gRPC, an ordinary client",
		open: (emulator) =>
			plainGrpcEngine(targetOf(emulator), certificate(emulator)),
	},
];

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
