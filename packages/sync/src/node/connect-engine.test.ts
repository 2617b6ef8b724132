import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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

test.each([
	["true", true],
	["false", false],
	[undefined, true],
])(
	"[CF10] a host and port is gRPC, with TLS unless AIA_ENGINE_API_SECURE says false: %s",
	async (secure, isSecure) => {
		const emulator = await createEmulator({ fixtures, seed: "c", grpcPort: 0 });
		const { target = "", certificate = "" } = emulator.grpc ?? {};
		const [ada] = emulator.accounts;
		const connection = await connectEngine({
			variables: {
				AIA_ENGINE_API_TARGET: target,
				AIA_ENGINE_API_EMAIL: ada?.email,
				AIA_ENGINE_API_PASSWORD: ada?.password,
				AIA_ENGINE_API_SECURE: secure,
			},
			...(isSecure && { ca: await readFile(certificate) }),
		});
		const { engine, session } = connection;
		const orgs = await authorized(session, (bearer) =>
			engine.listOrgs({ bearer }),
		);
		expect(orgs).toMatchObject({
			ok: true,
			value: { rows: [{ name: "Apache" }] },
		});
		const requests = emulator.control.requests();
		expect(requests.map(({ transport }) => transport)).toEqual([
			"grpc",
			"grpc",
		]);
		await connection.close();
		await emulator.close();
	},
);

test("[CF10] without the certificate of an emulator nobody signs in, and nothing goes out without TLS", async () => {
	const emulator = await createEmulator({ fixtures, seed: "c", grpcPort: 0 });
	const { session, close } = await connectEngine({
		variables: {
			AIA_ENGINE_API_TARGET: emulator.grpc?.target,
			AIA_ENGINE_API_CUSTOM_TOKEN: "canary",
		},
	});
	expect(await session.bearer()).toMatchObject({
		failure: { kind: "unsent", why: "unreachable" },
	});
	expect(emulator.control.requests()).toEqual([]);
	await close();
	await emulator.close();
});
