import { create, fromBinary } from "@bufbuild/protobuf";
import {
	ErrorInfoSchema,
	StatusSchema,
	SuggestionInfoSchema,
} from "@engine-offline/wire";
import { expect, test } from "vitest";
import { unusualQuirks } from "../machine/quirks.js";
import { requestFields } from "../machine/rpcs.js";
import { type GrpcResult, openTestGrpc } from "../test/grpc.js";
import { rpcByPath } from "./rpc-table.js";

test("[EG1] every call of the machine has a path", () => {
	const rpcs = [...rpcByPath.values()].map(({ rpc }) => rpc);
	expect(rpcs.sort()).toEqual(Object.keys(requestFields).sort());
});

test.each([false, true])(
	"[EG1] [EG5] an ordinary client works, TLS: %s",
	async (tls) => {
		await using world = await openTestGrpc({ tls });
		const { ask, orgId } = world;
		const orgs = (await ask("ListOrgs")).message.orgs;
		expect(orgs).toMatchObject([
			{ id: orgId, name: "Lighthouse", audit: { updated: { by: {} } } },
		]);
		const made = await world.create("New");
		expect(made).toMatchObject({
			code: 0,
			message: { name: "New", org: { id: orgId, name: "Lighthouse" } },
		});
		const id = made.message.id;
		const request = { id, name: "Newer", description: "d" };
		expect((await ask("UpdateProject", request)).message).toMatchObject(
			request,
		);
		expect((await ask("DeleteProject", { id })).message).toEqual({});
		expect(await ask("GetProject", { id })).toMatchObject({ code: 5 });
		const users = (await ask("ListOrgUsers", { id: orgId })).message;
		expect(users.orgUsers).toHaveLength(3);
		expect(users.externalUsers).toMatchObject([{ role: "OrgExternal" }]);
		const usage = (await ask("ListUsageSummaries", { id: orgId })).message;
		expect(usage.usageSummaries).toContainEqual(
			expect.objectContaining({ quota: "-1" }),
		);
	},
);

test("[EG2] a refusal is a status with reason and suggestion in its details", async () => {
	await using world = await openTestGrpc();
	const { orgId: id } = world;
	world.emulator.control.changeOrg(id, { subscriptionId: "s" });
	const refused = await world.ask("DeleteOrg", { id });
	expect(refused.code).toBe(9);
	expect(refused.text).toContain("active subscription");
	const [info, suggestion] = detailsOf(refused);
	expect(fromBinary(ErrorInfoSchema, info?.value ?? nothing)).toMatchObject({
		reason: "ACTIVE_SUBSCRIPTION",
		domain: "api.aiaengine.com",
		metadata: { org_id: id },
	});
	expect(info?.typeUrl).toBe("type.googleapis.com/google.rpc.ErrorInfo");
	expect(suggestion?.typeUrl).toBe("type.googleapis.com/api.SuggestionInfo");
	const read = fromBinary(SuggestionInfoSchema, suggestion?.value ?? nothing);
	expect(read.suggestion).toContain("Cancel the subscription");
});

test("[EG2] texts outside ASCII arrive", async () => {
	await using world = await openTestGrpc();
	expect((await world.ask("GetOrg", { id: "Ä 100%\n" })).text).toBe(
		'There is no org "Ä 100%\\n".',
	);
});

test("[EG3] metadata of a refusal stays under 8 KiB, whatever is asked for", async () => {
	await using world = await openTestGrpc();
	const refused = await world.ask("GetOrg", { id: "Ä".repeat(300_000) });
	expect(refused.code).toBe(5);
	const [info] = detailsOf(refused);
	expect(fromBinary(ErrorInfoSchema, info?.value ?? nothing).reason).toBe(
		"NOT_FOUND",
	);
	const headers = refused.metadata?.toHttp2Headers() ?? {};
	expect(JSON.stringify(headers).length + refused.text.length).toBeLessThan(
		8192,
	);
});

test("[EG4] replies over 4 MiB are whole", async () => {
	await using world = await openTestGrpc({ projects: 20_000 });
	const { orgs } = (await world.ask("ListOrgs")).message;
	// The rows of a list are objects.
	const big = (orgs as { name: string; id: string }[]).find(
		({ name }) => name !== "Lighthouse",
	);
	const { message } = await world.ask("ListOrgProjects", { orgId: big?.id });
	expect(message.projects).toHaveLength(20_000);
	expect(JSON.stringify(message).length).toBeGreaterThan(4 * 1024 * 1024);
}, 30_000);

test("[EG6] the quirks that concern values hold here too", async () => {
	await using world = await openTestGrpc({ quirks: unusualQuirks });
	const made = await world.create("  New   one ");
	expect(made.message).toMatchObject({ name: "New one" });
	const orders = new Set<string>();
	for (let i = 0; i < 20; i++) {
		const { message } = await world.ask("GetConfigs");
		orders.add(JSON.stringify(message));
	}
	expect(orders.size).toBeGreaterThan(1);
	const refused = await world.ask("GetOrg", { id: "none" });
	expect(refused.metadata?.get("grpc-status-details-bin")).toEqual([]);
});

test("[EG7] a call without a bearer, an unknown call and a body that is no message are told apart", async () => {
	await using world = await openTestGrpc();
	world.emulator.control.expireTokens();
	expect(await world.ask("ListOrgs")).toMatchObject({ code: 16 });
	expect(
		await world.ask("GetOrg", { id: "x".repeat(1_100_000) }),
	).toMatchObject({ code: 3 });
});

test("[EG8] the log says of a call what it was, and holds no secret", async () => {
	await using world = await openTestGrpc();
	await world.create("New");
	await world.signIn("editor");
	const requests = world.emulator.control.requests({ transport: "grpc" });
	expect(requests).toMatchObject([
		{
			path: "/api.ProjectService/CreateProject",
			rpc: "CreateProject",
			email: "owner@example.com",
			status: 200,
			body: { name: "New" },
		},
		{ rpc: "SignInWithEmail", body: { password: "…" } },
	]);
	expect(world.emulator.control.requests({ transport: "rest" })).toEqual([]);
});

const nothing = new Uint8Array();

function detailsOf({ metadata }: GrpcResult) {
	const [bytes] = metadata?.get("grpc-status-details-bin") ?? [];
	return bytes instanceof Buffer
		? fromBinary(StatusSchema, bytes).details
		: create(StatusSchema).details;
}
