import { openStore, systemEnvironment } from "@engine-offline/core";
import { memoryStorage } from "@engine-offline/core/memory";
import { developmentPassword, type Emulator } from "@engine-offline/emulator";
import { afterEach, describe, expect, it } from "vitest";
import { createReplicator } from "../replicator/replicator.js";
import { restEngine } from "../rest/rest-engine.js";
import { calmTiming, startEmulator } from "../scenario/world.js";
import { createSession } from "../session/create-session.js";
import {
	createFlightRecorder,
	type FlightRecorderOptions,
} from "./flight-recorder.js";
import { readRecording } from "./recording.js";
import { takeSnapshot } from "./take-snapshot.js";

const fixtures = {
	orgs: [
		{
			name: "Canary Listed",
			description: "Canary description",
			projects: [{ name: "Canary Ant", description: "Canary ant" }],
		},
	],
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});
let devices = 0;

/** A device that works for a while against a real Engine, with everything written down. */
async function flight(options: FlightRecorderOptions = {}) {
	const emulator: Emulator = await startEmulator({ fixtures });
	const tokens = new Set<string>();
	const system = systemEnvironment();
	const environment = {
		...system,
		fetch: (async (input, init) => {
			const bearer = new Headers(init?.headers).get("authorization");
			if (bearer !== null) tokens.add(bearer.replace("Bearer ", ""));
			return system.fetch(input, init);
		}) satisfies typeof fetch,
	};
	const [owner] = emulator.accounts;
	const email = owner?.email ?? "";
	const recorder = createFlightRecorder(options);
	const engine = recorder.engine(
		restEngine({ baseUrl: emulator.url, environment }),
	);
	const session = createSession({
		auth: engine.auth,
		environment,
		credentials: { by: "password", email, password: developmentPassword },
	});
	const storage = memoryStorage();
	const account = `flight-${++devices}`;
	const store = await openStore({ engine: "e", account, storage });
	const { observe } = recorder;
	const replicator = createReplicator(store, {
		...{ engine, session, observe, timing: calmTiming },
	});
	const end = recorder.follow(replicator, session);
	await replicator.start();
	await replicator.whenInSync();
	closing.push(async () => {
		end();
		await replicator.close();
		await session.close();
		await engine.close();
		await store.close();
	});
	return { recorder, store, replicator, tokens, email };
}

async function work({ store, replicator }: Awaited<ReturnType<typeof flight>>) {
	const org = await store.createOrg("Canary Org", "Canary text");
	await org.createProject("Canary Project");
	await org.createUser({
		name: "Canary Person",
		email: "canary@example.com",
		password: "canary-password",
	});
	await org.addUser("nobody.canary@example.com");
	await replicator.syncNow();
}

describe("what a flight recorder writes down", () => {
	it("[FR3] of a whole session: no token, password, address, name or text", async () => {
		const device = await flight();
		await work(device);
		const { recorder, store, replicator, tokens, email } = device;
		const file = recorder.save(await takeSnapshot(store, replicator));
		const secrets = [...tokens, developmentPassword, email, ...["anary", "@"]];
		expect(tokens.size).toBeGreaterThan(0);
		for (const secret of secrets) expect(file).not.toContain(secret);
		expect(readRecording(file).ok).toBe(true);
	});
	it("[FR8] of each call: its name, its time, its answer and how many rows", async () => {
		const device = await flight();
		await work(device);
		const calls = device.recorder
			.events()
			.flatMap(({ what }) => (what.kind === "call" ? [what] : []));
		const callOf = (name: string) => calls.find(({ call }) => call === name);
		expect(callOf("signInWithEmail")).toMatchObject({
			request: "sign-in",
			answer: "OK",
		});
		expect(callOf("listOrgs")).toMatchObject({
			...{ request: "read", answer: "OK", rows: 1, message: "" },
		});
		expect(callOf("createOrg")).toMatchObject({ request: "write" });
		expect(
			calls.filter(({ call }) => call === "getUserByEmail").at(-1),
		).toMatchObject({ answer: "NOT_FOUND" });
		for (const { ms } of calls) expect(ms).toBeGreaterThanOrEqual(0);
	});
	it("[FR4] an app that says so gets messages and labels, and still no secret", async () => {
		const device = await flight({ reveal: true });
		await work(device);
		const { recorder, store, replicator, tokens } = device;
		const file = recorder.save(
			await takeSnapshot(store, replicator, { reveal: true }),
		);
		expect(file).toContain("nobody.canary@example.com");
		for (const secret of [...tokens, developmentPassword, "canary-password"])
			expect(file).not.toContain(secret);
	});
	it("[FR9] a snapshot tells what waits, issues, and each list with its age and interest", async () => {
		const device = await flight();
		await work(device);
		const { store, replicator } = device;
		const [org] = await store.listUserOrgs();
		const release = store.watch({ list: "org-users", orgId: org?.id ?? "" });
		expect(replicator.leads).toBe(true);
		await replicator.stop();
		expect(replicator.leads).toBe(false);
		await org?.createProject("Canary again");
		const snapshot = await takeSnapshot(store, replicator);
		expect(snapshot.pending).toMatchObject([
			{ collection: "projects", kind: "create", state: "pending", label: "" },
		]);
		expect(snapshot.issues).toMatchObject([
			{ kind: "refused", change: "create", code: "NOT_FOUND", label: "" },
		]);
		const interests = Object.fromEntries(
			snapshot.scopes.map(({ key, interest }) => [key, interest]),
		);
		expect(interests).toMatchObject({
			orgs: "background",
			projects: "background",
			[`org-users:${org?.id}`]: "screen",
			[`org-projects:${org?.id}`]: "touched",
		});
		for (const { asOf } of snapshot.scopes) expect(asOf).not.toBeNull();
		expect(snapshot.tab).toBeNull();
		release();
	});
});
