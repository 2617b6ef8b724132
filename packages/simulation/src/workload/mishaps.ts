import { createReplicator } from "@engine-offline/sync";
import type { Device } from "../device/device.js";
import { emailOf, password, people } from "../engine/people.js";
import type { Stage, WorldAction } from "./context.js";

const DAY_MS = 86_400_000;

function running({ random, devices }: Stage): Device | undefined {
	const device = random.pick(devices);
	return device.program() === undefined ? undefined : device;
}

/** Nothing of a program goes on for a while. */
export const freeze: WorldAction = (stage) => {
	const device = running(stage);
	if (device === undefined) return undefined;
	const ms = stage.random.between(1_000, 60_000);
	const program = device.program();
	if (program === undefined) return undefined;
	const { page, process } = program;
	if (page === undefined) process.freeze();
	else page.freeze(false);
	stage.time.setTimer(() => (page ?? process).thaw(), ms);
	return `${device.name} for ${ms} ms`;
};

/** Every write to the storage fails for a while. */
export const fillDisk: WorldAction = (stage) => {
	const device = running(stage);
	if (device === undefined) return undefined;
	const ms = stage.random.between(10, 20_000);
	device.disk.setFull(true);
	stage.time.setTimer(() => device.disk.setFull(false), ms);
	return `${device.name} for ${ms} ms`;
};

/** A device loses all that it stored, and starts again with nothing. */
export const wipe: WorldAction = (stage) => {
	const device = stage.random.pick(stage.devices);
	device.crash();
	device.wipe();
	return device.name;
};

/** A device that keeps a journal loses its store, and as a rule is opened again soon. */
export const loseStore: WorldAction = (stage) => {
	const { random, devices } = stage;
	const journaled = devices.filter(({ journal }) => journal !== undefined);
	if (journaled.length === 0) return undefined;
	const device = random.pick(journaled);
	device.crash();
	device.wipe();
	if (random.chance(0.8)) device.boot();
	return device.name;
};

export const jumpClock: WorldAction = (stage) => {
	const device = stage.random.pick(stage.devices);
	const ms = stage.random.between(-DAY_MS, DAY_MS);
	device.jumpClock(ms);
	return `${device.name} by ${ms} ms`;
};

export const signOut: WorldAction = (stage) => {
	const device = running(stage);
	const program = device?.program();
	if (device === undefined || program === undefined) return undefined;
	program.session
		.signOut()
		.catch((error: unknown) => stage.unexpected(device, "signOut", error));
	return device.name;
};

/** The same person as a rule; somebody else gets nothing done here. */
export const signIn: WorldAction = (stage) => {
	const device = running(stage);
	const program = device?.program();
	if (device === undefined || program === undefined) return undefined;
	const drawn = stage.random.chance(0.8)
		? device.person
		: stage.random.pick(people);
	// A store that is nobody's yet, as after a logout or a loss, becomes that of whoever signs in first.
	const isNew = program.store.identity.userId === "";
	const person = isNew ? device.person : drawn;
	program.replicator
		.signIn({ by: "password", email: emailOf(person), password })
		.catch((error: unknown) => stage.unexpected(device, "signIn", error));
	return `${device.name} as ${person}`;
};

/** Another replicator on the same store, for a while: it must double nothing. */
export const twoLeaders: WorldAction = (stage) => {
	const device = running(stage);
	const program = device?.program();
	if (device === undefined || program === undefined) return undefined;
	// Two on one page are one replicator to the other pages, and no fault that there could be.
	if (device.isShared) return undefined;
	const { process, store, replication } = program;
	const second = createReplicator(store, replication);
	program.leaders += 1;
	const failed = (error: unknown) =>
		stage.unexpected(device, "second replicator", error);
	second.start().catch(failed);
	const ms = stage.random.between(1_000, 60_000);
	const end = process.setTimer(() => second.close().catch(failed), ms);
	program.beforeClose(async () => {
		end();
		await second.close();
	});
	return `${device.name} for ${ms} ms`;
};
