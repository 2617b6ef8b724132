import { createServer as createHttp1 } from "node:http";
import { createServer as createTcp } from "node:net";
import { createServer as createTls } from "node:tls";
import { createSelfSigned } from "@engine-offline/emulator";
import { afterEach, expect, test } from "vitest";
import {
	clientOf,
	closeOpened,
	listening,
	opened,
	startEmulator,
	startNetwork,
} from "./test-server.js";

afterEach(closeOpened);

const as = { bearer: "canary-bearer" };

const unreachable = (message: RegExp) => ({
	ok: false,
	failure: {
		kind: "unsent",
		why: "unreachable",
		message: expect.stringMatching(message),
	},
});

/** A server that keeps what it was sent, byte by byte, and never speaks. */
async function listener() {
	let heard = "";
	const server = createTcp((socket) => {
		socket.on("error", () => undefined);
		opened.push(() => void socket.destroy());
		socket.on("data", (bytes) => {
			heard += bytes.toString("latin1");
		});
	});
	return { target: await listening(server), heard: () => heard };
}

test("[GC10] with TLS the Engine has to show a certificate that is trusted", async () => {
	const { target, ca, credentials } = await startEmulator();
	const trusting = clientOf(target, { secure: true, ca }).engine;
	expect((await trusting.auth.signInWithEmail(credentials)).ok).toBe(true);
	const { engine } = clientOf(target, { secure: true });
	expect(await engine.auth.signInWithEmail(credentials)).toMatchObject(
		unreachable(/signed by nobody.*NODE_EXTRA_CA_CERTS/),
	);
});

test("[GC10] a certificate for another name is refused", async () => {
	const host = "0.0.0.0";
	const { emulator, target, ca, credentials } = await startEmulator({ host });
	const other = target.replace(host, "127.0.0.2");
	const { engine } = clientOf(other, { secure: true, ca });
	expect(await engine.auth.signInWithEmail(credentials)).toMatchObject(
		unreachable(/certificate of 127\.0\.0\.2:\d+ is for another name/),
	);
	expect(emulator.control.requests()).toEqual([]);
});

test("[GC10] no server of another kind hears a bearer or a password", async () => {
	const { target, heard } = await listener();
	for (const secure of [true, false]) {
		const { engine } = clientOf(target, { secure, deadlineMs: 60 });
		const secrets = { email: "e", password: "canary-password" };
		expect(await engine.auth.signInWithEmail(secrets)).toMatchObject(
			unreachable(/in time/),
		);
		expect(await engine.listOrgs({ ...as, deadlineMs: 60 })).toMatchObject(
			unreachable(/in time/),
		);
	}
	expect(heard()).not.toBe("");
	expect(heard()).not.toMatch(/canary|authorization/);
});

test("[GC10] nothing is tried without TLS when TLS does not come to be", async () => {
	const { emulator, credentials } = await startEmulator();
	const target = emulator.url.replace("http://", "");
	const { engine } = clientOf(target, { secure: true });
	expect(await engine.auth.signInWithEmail(credentials)).toMatchObject(
		unreachable(/does not speak TLS|hung up/),
	);
	expect(emulator.control.requests()).toEqual([]);
});

test("[GC11] a server of HTTP/1.1 alone is told by its door and by its ALPN", async () => {
	const plain = createHttp1((_, response) => response.end());
	const plainTarget = await listening(plain);
	expect(await clientOf(plainTarget).engine.listOrgs(as)).toMatchObject(
		unreachable(/does not speak HTTP\/2 without TLS.*base URL/),
	);
	const { cert, key } = createSelfSigned(Date.now());
	for (const ALPNProtocols of [["http/1.1"], undefined]) {
		const options = { cert, key, ...(ALPNProtocols && { ALPNProtocols }) };
		const server = createTls(options, (socket) => {
			socket.on("error", () => undefined);
		});
		server.on("tlsClientError", () => undefined);
		const target = await listening(server);
		const { engine } = clientOf(target, { secure: true, ca: cert });
		expect(await engine.listOrgs(as)).toMatchObject(
			unreachable(/does not speak HTTP\/2, which gRPC needs/),
		);
	}
});

test("[GC11] a TLS server is told from a plain one", async () => {
	const { cert, key } = createSelfSigned(Date.now());
	const server = createTls({ cert, key, ALPNProtocols: ["h2"] });
	server.on("tlsClientError", () => undefined);
	const target = await listening(server);
	expect(await clientOf(target).engine.listOrgs(as)).toMatchObject(
		unreachable(/secure: true/),
	);
});

test.each([
	["localhost:1", /Nothing listens on localhost:1/],
	["no-such-host.invalid:443", /cannot be (found|reached)/],
])("[GC11] %s: one sentence that says what to do", async (target, message) => {
	const { engine, timers } = clientOf(target, { secure: false });
	expect(await engine.listOrgs(as)).toMatchObject(unreachable(message));
	expect(timers()).toBe(0);
});

test("[GC12] one connection carries every call, and goes with close()", async () => {
	const { target, credentials } = await startEmulator();
	const network = await startNetwork(target);
	const { engine, timers } = clientOf(network.target);
	const answers = await Promise.all(
		Array.from({ length: 20 }, () => engine.auth.signInWithEmail(credentials)),
	);
	expect(answers.every(({ ok }) => ok)).toBe(true);
	expect(network.accepted()).toBe(1);
	expect(timers()).toBe(0);
	await engine.close();
	expect(await engine.listOrgs(as)).toMatchObject({
		failure: { kind: "unsent", why: "aborted" },
	});
	expect(network.accepted()).toBe(1);
});

test("[GC12] after a connection is lost the next call opens another", async () => {
	const { emulator, target, credentials } = await startEmulator();
	const network = await startNetwork(target);
	const { engine } = clientOf(network.target);
	const signIn = () => engine.auth.signInWithEmail(credentials);
	await signIn();
	emulator.control.misbehave({ do: { kind: "dropBefore" } });
	expect(await signIn()).toMatchObject({
		failure: { kind: "lost", why: "network" },
	});
	expect((await signIn()).ok).toBe(true);
	expect(network.accepted()).toBe(2);
});

test("[GC13] after a goodbye calls go on over another connection, and none is lost", async () => {
	const { emulator, target, credentials } = await startEmulator();
	const network = await startNetwork(target);
	const { engine } = clientOf(network.target);
	const signIn = () => engine.auth.signInWithEmail(credentials);
	await signIn();
	emulator.control.misbehave({ do: { kind: "goAway" } });
	expect((await signIn()).ok).toBe(true);
	expect((await signIn()).ok).toBe(true);
	expect(network.accepted()).toBe(2);
	emulator.control.misbehave({ do: { kind: "goAway", tookPlace: false } });
	emulator.control.clearRequests();
	expect((await signIn()).ok).toBe(true);
	expect(emulator.control.requests()).toHaveLength(2);
	expect(network.accepted()).toBe(3);
});

test("[GC13] what is turned away again and again is known not to have been looked at", async () => {
	const { emulator, target, credentials } = await startEmulator();
	const { engine } = clientOf(target);
	const goAway = { kind: "goAway", tookPlace: false } as const;
	emulator.control.misbehave({ do: goAway, times: 2 });
	expect(await engine.auth.signInWithEmail(credentials)).toMatchObject(
		unreachable(/took no calls/),
	);
});
