import { afterEach, expect, test } from "vitest";
import {
	clientOf,
	closeOpened,
	facing,
	framed,
	grpcHeaders,
	type Serve,
	startEmulator,
	startNetwork,
} from "./test-server.js";

afterEach(closeOpened);

const as = { bearer: "b" };
const silent: Serve = () => undefined;
const stalled: Serve = (stream) => {
	stream.respond(grpcHeaders);
	stream.write(framed(Buffer.alloc(10)).subarray(0, 8));
};

test.each([
	["says nothing", silent],
	["stalls in mid-answer (N6)", stalled],
])("[GC14] the deadline ends a call to an Engine that %s", async (_, serve) => {
	const { engine, timers } = await facing(serve, { deadlineMs: 40 });
	expect(await engine.listOrgs(as)).toMatchObject({
		failure: { kind: "lost", why: "timeout" },
	});
	expect(timers()).toBe(0);
});

test("[GC14] a call given up in flight is lost, and given up before it is unsent", async () => {
	let arrive: () => void = () => undefined;
	const arrived = new Promise<void>((resolve) => {
		arrive = resolve;
	});
	const { engine, timers } = await facing(() => arrive());
	const controller = new AbortController();
	const { signal } = controller;
	const asked = engine.createOrg(
		{ name: "n", description: "", logoUrl: "" },
		{ ...as, signal },
	);
	await arrived;
	controller.abort();
	expect(await asked).toMatchObject({
		failure: { kind: "lost", why: "aborted" },
	});
	expect(await engine.listOrgs({ ...as, signal })).toMatchObject({
		failure: { kind: "unsent", why: "aborted" },
	});
	expect(timers()).toBe(0);
});

test("[GC14] close() gives up what is in flight", async () => {
	const { engine, timers } = await facing(silent);
	const asked = engine.listOrgs(as);
	await engine.close();
	expect((await asked).ok).toBe(false);
	expect(timers()).toBe(0);
});

test("[GC15] a connection that died without a word is noticed during a call", async () => {
	const { emulator, target, credentials } = await startEmulator();
	const network = await startNetwork(target);
	const { engine } = clientOf(network.target, {
		keepalive: { afterMs: 40, timeoutMs: 40 },
	});
	const signIn = () => engine.auth.signInWithEmail(credentials);
	expect((await signIn()).ok).toBe(true);
	const hold = emulator.control.hold({ rpc: "SignInWithEmail" }, "after");
	const asked = signIn();
	await hold.caught();
	network.goSilent();
	hold.end();
	expect(await asked).toMatchObject({
		failure: { kind: "lost", why: "network" },
	});
	expect((await signIn()).ok).toBe(true);
	expect(network.accepted()).toBe(2);
});

test("[GC15] one that died while it was idle is noticed by the next call", async () => {
	const { target, credentials } = await startEmulator();
	const network = await startNetwork(target);
	const { engine } = clientOf(network.target, {
		keepalive: { afterMs: 0, timeoutMs: 40 },
	});
	const signIn = () => engine.auth.signInWithEmail(credentials);
	expect((await signIn()).ok).toBe(true);
	network.goSilent();
	expect(await signIn()).toMatchObject({
		failure: { kind: "lost", why: "network" },
	});
	expect((await signIn()).ok).toBe(true);
});

test("[GC15] a call that takes long on a living connection is left alone", async () => {
	const { emulator, target, credentials } = await startEmulator();
	emulator.control.misbehave({ do: { kind: "delay", ms: 300 } });
	const { engine, timers } = clientOf(target, {
		keepalive: { afterMs: 20, timeoutMs: 200 },
	});
	expect((await engine.auth.signInWithEmail(credentials)).ok).toBe(true);
	expect(timers()).toBe(0);
});

test("[GC15] silence and answer together take less than 30 s unless told otherwise", async () => {
	const { defaultKeepalive } = await import("./grpc-options.js");
	const { afterMs, timeoutMs } = defaultKeepalive;
	expect(afterMs + timeoutMs).toBeLessThan(30_000);
});
