import type { Device } from "./device/device.js";
import { emailOf, password } from "./engine/people.js";
import { calm } from "./network/faults.js";
import { LONGEST_CRASH_MS } from "./workload/life.js";
import type { World } from "./world/world.js";

/** As long as backoffs may take, twice. */
const LONGEST_MS = 660_000;
/** Until no request that was given up can take place any more. */
const LATE_MS = 160_000;

/** The faults end, every device is on and online, and everything gets the time that it may take. */
export async function rest(world: World): Promise<void> {
	const { time, devices, network, history } = world;
	if (world.violations.length > 0) return;
	await time.runUntil(time.now() + LONGEST_CRASH_MS);
	network.setWeather(calm);
	history.note("calm", "", "");
	for (const device of devices) {
		device.thaw();
		device.calm();
		device.program()?.page?.show();
		device.disk.setFull(false);
		network.setOnline(device.name, true);
		device.reconnected();
	}
	await bootAll(world);
	for (const device of devices) await startAgain(world, device);
	await time.runUntil(time.now() + LATE_MS);
	// A page that was frozen while its account was erased finds it out now, and closes.
	await bootAll(world);
	// A sign-in that was under way when the faults ended may have been refused since.
	for (const device of devices) signInAgain(world, device);
	await time.runUntilDone(() => world.isQuiet(), LONGEST_MS);
	for (let round = 0; round < 2; round++) await syncAll(world);
	await idle(world);
}

/** Longer than any list may get old. */
const IDLE_MS = 660_000;

async function idle({ time, checker, violations }: World): Promise<void> {
	checker.idle();
	const until = time.now() + IDLE_MS;
	while (time.now() < until && violations.length === 0) {
		await time.runUntil(time.now() + 10_000);
		checker.step();
	}
}

async function bootAll({ time, devices }: World): Promise<void> {
	await time.runUntilDone(() => devices.every(isUp), 10_000);
	for (const device of devices) if (!isUp(device)) device.boot();
	await time.runUntilDone(() => devices.every(isUp), 10_000);
}

function isUp(device: Device): boolean {
	return device.program() !== undefined;
}

async function startAgain(world: World, device: Device): Promise<void> {
	if (device.program() === undefined)
		return world.violated("L4", device.name, "does not start");
	for (const { replicator } of device.programs())
		replicator.start().catch((error: unknown) => {
			world.stage.unexpected(device, "start", error);
		});
	signInAgain(world, device);
}

function signInAgain(world: World, device: Device): void {
	for (const { replicator, session } of device.programs()) {
		// A sign-in that something refused stays refused until a person tries again; a stranger leaves.
		const { state, email } = session;
		if (state.name === "signed-out" || email !== emailOf(device.person))
			replicator
				.signIn({ by: "password", email: emailOf(device.person), password })
				.catch((error: unknown) => {
					world.stage.unexpected(device, "start", error);
				});
	}
}

async function syncAll(world: World): Promise<void> {
	const { time, devices } = world;
	const programs = devices.flatMap((device) =>
		device.programs().map(({ replicator }) => ({ device, replicator })),
	);
	let left = programs.length;
	for (const { device, replicator } of programs)
		replicator.syncNow().then(
			(status) => {
				left -= 1;
				world.history.note("synced", device.name, JSON.stringify(status));
			},
			(error: unknown) => world.stage.unexpected(device, "syncNow", error),
		);
	const done = await time.runUntilDone(() => left === 0, 300_000);
	if (!done) world.violated("L1", "", "syncNow() does not resolve");
	await time.runUntil(time.now() + 1_000);
}
