import { expect, test } from "vitest";
import { createEmulator } from "../create-emulator.js";
import { openTestEmulator } from "../test/emulator.js";
import { testFixture } from "../test/machine.js";
import { PortInUseError } from "./server.js";

test("[EM41] a page of any origin may ask first, and then call", async () => {
	await using world = await openTestEmulator();
	const url = `${world.emulator.url}/api/v1/orgs`;
	const preflight = await fetch(url, {
		method: "OPTIONS",
		headers: {
			origin: "https://app.example.com",
			"access-control-request-method": "PUT",
			"access-control-request-headers": "authorization,content-type",
		},
	});
	expect(preflight.status).toBe(204);
	const allowed = (name: string) =>
		preflight.headers.get(`access-control-allow-${name}`);
	expect(allowed("origin")).toBe("*");
	expect(allowed("methods")).toContain("PUT");
	expect(allowed("headers")).toBe("authorization, content-type");
	const { headers } = await world.ask("GET", "/api/v1/orgs");
	expect(headers.get("access-control-allow-origin")).toBe("*");
	expect(headers.get("content-type")).toBe("application/json");
});

test("[EM41] a refusal can be read by a page too", async () => {
	await using world = await openTestEmulator();
	const { status, headers } = await world.ask("GET", "/api/v1/orgs/none");
	expect(status).toBe(404);
	expect(headers.get("access-control-allow-origin")).toBe("*");
});

test("[EM38] a body over a megabyte is refused with 413", async () => {
	await using world = await openTestEmulator();
	const { status, body } = await world.create("x".repeat(1_100_000));
	expect(status).toBe(413);
	expect(body.code).toBe(3);
});

test("[EM39] an unknown path is a Status, also outside the API", async () => {
	await using world = await openTestEmulator();
	for (const path of ["/", "/api/v2/orgs", "/control/v1/accounts"])
		expect(await world.ask("GET", path)).toMatchObject({
			status: 404,
			body: { code: 5 },
		});
});

test("[EM4] a list of a thousand is whole", async () => {
	await using world = await openTestEmulator({ projects: 1000 });
	const { body } = await world.ask("GET", "/api/v1/projects");
	expect(body.projects).toHaveLength(1002);
});

test("[EM48] a port in use is said", async () => {
	await using world = await openTestEmulator();
	const port = Number(new URL(world.emulator.url).port);
	const second = createEmulator({ port, fixtures: testFixture });
	await expect(second).rejects.toThrow(PortInUseError);
	await expect(second).rejects.toThrow(`Port ${port} is in use`);
});
