import { afterEach, expect, test } from "vitest";
import { manualKeepalive } from "./test-keepalive.js";
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
	const time = manualKeepalive();
	const { engine } = clientOf(network.target, time.options);
	const signIn = () => engine.auth.signInWithEmail(credentials);
	expect((await signIn()).ok).toBe(true);
	const hold = emulator.control.hold({ rpc: "SignInWithEmail" }, "after");
	const asked = signIn();
	await hold.caught();
	network.goSilent();
	hold.end();
	time.beQuiet();
	time.loseHope();
	expect(await asked).toMatchObject({
		failure: { kind: "lost", why: "network" },
	});
	expect((await signIn()).ok).toBe(true);
	expect(network.accepted()).toBe(2);
});

test("[GC15] one that died while it was idle is asked by the next call at once", async () => {
	const { target, credentials } = await startEmulator();
	const network = await startNetwork(target);
	const time = manualKeepalive();
	const { engine } = clientOf(network.target, time.options);
	const signIn = () => engine.auth.signInWithEmail(credentials);
	expect((await signIn()).ok).toBe(true);
	network.goSilent();
	time.beQuiet();
	const asked = time.asked();
	const answer = signIn();
	await asked;
	time.loseHope();
	expect(await answer).toMatchObject({
		failure: { kind: "lost", why: "network" },
	});
	expect((await signIn()).ok).toBe(true);
});

test("[GC15] a call that takes long on a living connection is left alone", async () => {
	const { emulator, target, credentials } = await startEmulator();
	const time = manualKeepalive();
	const { engine } = clientOf(target, time.options);
	const hold = emulator.control.hold();
	const answer = engine.auth.signInWithEmail(credentials);
	await hold.caught();
	for (let round = 0; round < 3; round += 1) {
		const heard = time.heard();
		time.beQuiet();
		await heard;
		time.loseHope();
	}
	hold.end();
	expect((await answer).ok).toBe(true);
});

test("[GC15] silence and answer together take less than 30 s unless told otherwise", async () => {
	const { defaultKeepalive } = await import("./grpc-options.js");
	const { afterMs, timeoutMs } = defaultKeepalive;
	expect(afterMs + timeoutMs).toBeLessThan(30_000);
});
