import { openStore, systemEnvironment } from "@engine-offline/core";
import { memoryStorage } from "@engine-offline/core/memory";
import type { Engine } from "../engine.js";
import type { Timing } from "../replicator/options.js";
import { createReplicator } from "../replicator/replicator.js";
import { createSession } from "../session/create-session.js";
import { opened } from "./test-server.js";

/** Short waits, the same rules: the emulator is on this machine. */
const timing: Partial<Timing> = {
	deadlineMs: 2_000,
	doubtGapMs: 100,
	lateMs: 50,
};

let devices = 0;

/** A store and a replicator of whoever signs in with these, over whichever transport. */
export async function openDevice(
	engine: Engine,
	credentials: { readonly email: string; readonly password: string },
) {
	// Short and not even: what is tried again soon is tried again in some milliseconds.
	const environment = { ...systemEnvironment(), random: () => 0.01 };
	const store = await openStore({
		engine: "grpc-test",
		account: `device-${++devices}`,
		storage: memoryStorage(),
		environment,
	});
	const session = createSession({
		auth: engine.auth,
		environment,
		credentials: { by: "password", ...credentials },
	});
	const events: string[] = [];
	const replicator = createReplicator(store, {
		engine,
		session,
		timing,
		observe: ({ kind }) => events.push(kind),
	});
	opened.push(async () => {
		await replicator.close();
		await session.close();
		await engine.close();
		await store.close();
	});
	const names = async () => {
		const orgs = await store.listUserOrgs();
		const all = orgs.map(async (org) => [
			org.name,
			...(await org.listProjects()).map(({ name }) => name).sort(),
		]);
		return (await Promise.all(all)).sort();
	};
	return { store, replicator, names, events };
}
