import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "@engine-offline/emulator";
import { expect, test } from "vitest";
import { authorized } from "../session/authorized.js";
import { connectEngine } from "./connect-engine.js";

const fixtures = {
	accounts: [{ name: "Ada", email: "ada@example.com" }],
	orgs: [{ name: "Apache" }],
};

test("[CF9] with a base URL: an Engine and a session that signs in at the first call", async () => {
	const emulator = await createEmulator({ fixtures, seed: "connect" });
	const [ada] = emulator.accounts;
	const folder = await mkdtemp(join(tmpdir(), "engine-config-"));
	const file = join(folder, "engine.json");
	const data = { email: ada?.email, password: ada?.password };
	const auth = { provider: "password", data };
	await writeFile(file, JSON.stringify({ target: emulator.url, auth }));
	const connection = await connectEngine({
		variables: { AIA_ENGINE_CONFIG_FILE: file },
	});
	expect(emulator.control.requests()).toHaveLength(0);
	const { engine, session } = connection;
	const orgs = await authorized(session, (bearer) =>
		engine.listOrgs({ bearer }),
	);
	expect(orgs).toMatchObject({
		ok: true,
		value: { rows: [{ name: "Apache" }] },
	});
	await connection.close();
	expect(await session.bearer()).toMatchObject({ failure: { why: "aborted" } });
	await emulator.close();
	await rm(folder, { recursive: true });
});

test("[CF10] a host and port is gRPC: says so and asks for a base URL", async () => {
	const variables = {
		AIA_ENGINE_API_TARGET: "grpc.example.com:443",
		AIA_ENGINE_API_CUSTOM_TOKEN: "canary",
	};
	await expect(connectEngine({ variables })).rejects.toMatchObject({
		code: "NOT_SUPPORTED",
		message: expect.stringMatching(/grpc\.example\.com:443.*base URL/),
	});
});
