import type { IncomingHttpHeaders } from "node:http2";
import { fromBinary } from "@bufbuild/protobuf";
import { CreateUserRequestSchema } from "@engine-offline/wire";
import { afterEach, expect, test } from "vitest";
import { answering, closeOpened, facing, refusing } from "./test-server.js";

afterEach(closeOpened);

const as = { bearer: "canary-bearer" };

/** A server that keeps what it was sent. */
async function recording() {
	const sent: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
	const client = await facing((stream, headers) => {
		const chunks: Buffer[] = [];
		stream.on("data", (chunk: Buffer) => chunks.push(chunk));
		stream.on("end", () => {
			sent.push({ headers, body: Buffer.concat(chunks) });
			answering(Buffer.alloc(0), { "grpc-status": "5" })(stream, headers);
		});
	});
	return { ...client, sent };
}

test("[GC8] a call carries its path, bearer and deadline", async () => {
	const { engine, sent } = await recording();
	await engine.listOrgs({ ...as, deadlineMs: 1_234.5 });
	expect(sent[0]?.headers).toMatchObject({
		":method": "POST",
		":path": "/api.OrgService/ListOrgs",
		":scheme": "http",
		"content-type": "application/grpc+proto",
		te: "trailers",
		"grpc-timeout": "1235m",
		authorization: "Bearer canary-bearer",
	});
	await engine.auth.refreshToken({ refreshToken: "r" });
	expect(sent[1]?.headers.authorization).toBeUndefined();
});

test("[GC8] a request holds the fields of its call alone, and no password where none is given", async () => {
	const { engine, sent } = await recording();
	await engine.createUser({ email: "e", name: "n" }, as);
	const bytes = sent[0]?.body ?? Buffer.alloc(5);
	expect(fromBinary(CreateUserRequestSchema, bytes.subarray(5))).toMatchObject({
		email: "e",
		name: "n",
		password: "",
		organization: "",
	});
});

test("[GC8] what is no id and what is no bearer is refused, unsent", async () => {
	const { engine, sent } = await recording();
	const answers = [
		await engine.getOrg({ id: "../orgs" }, as),
		await engine.deleteOrgUser({ id: "o", userId: "" }, as),
		await engine.createProject(
			{ name: "n", description: "", orgId: "a/b" },
			as,
		),
		await engine.listOrgs({ bearer: "a\r\nb" }),
		await engine.listOrgs({ bearer: "" }),
	];
	for (const answer of answers)
		expect(answer).toMatchObject({
			failure: { kind: "unsent", why: "invalid-request" },
		});
	expect(sent).toHaveLength(0);
});

test("[GC9] no failure repeats a bearer, password or token, even when the other side does", async () => {
	const gossip = "canary-bearer, canary-password, canary-token, canary-refresh";
	const { engine } = await facing(
		refusing({ "grpc-status": "3", "grpc-message": gossip }),
	);
	const { auth } = engine;
	const request = { email: "a@b.c", name: "n", password: "canary-password" };
	const answers = JSON.stringify([
		await engine.createUser(request, as),
		await auth.signInWithEmail(request),
	]);
	expect(answers).not.toContain("canary-password");
	const byToken = JSON.stringify(
		await auth.signInWithCustomToken({ token: "canary-token" }),
	);
	expect(byToken).not.toContain("canary-token");
	const refreshed = await auth.refreshToken({ refreshToken: "canary-refresh" });
	expect(JSON.stringify(refreshed)).not.toContain("canary-refresh");
	expect(JSON.stringify(engine)).not.toContain("canary");
});
