import type { Device } from "./device/device.js";
import { emailOf, password } from "./engine/people.js";
import { lineOf } from "./history/event.js";
import { calm, type FaultName, faultNames } from "./network/faults.js";
import { deviceSteps, worldSteps } from "./steps.js";
import { LONGEST_CRASH_MS } from "./workload/life.js";
import { takeOverPlatform } from "./world/platform.js";
import { createWorld, type Violation, type World } from "./world/world.js";

export interface SimulationOptions {
	readonly seed: string;
	/** Steps of the workload; default 60. */
	readonly steps?: number;
	/** One to three; default 3. */
	readonly devices?: number;
	/** What may befall requests; default everything. */
	readonly faults?: readonly FaultName[];
}

export interface SimulationResult {
	readonly seed: string;
	readonly violations: readonly Violation[];
	/** Everything that happened, a line each. */
	readonly trace: readonly string[];
	/** How often each kind of event occurred. */
	readonly counts: ReadonlyMap<string, number>;
	/** Virtual ms. */
	readonly duration: number;
}

/** Runs one seed: a storm of steps and faults, then calm, then the question whether every promise was kept. */
export async function simulate(
	options: SimulationOptions,
): Promise<SimulationResult> {
	const world = createWorld(options);
	const giveBack = takeOverPlatform(world.time, world.random.fork("platform"));
	try {
		await firstSync(world);
		await storm(world, options);
		await rest(world);
		if (world.violations.length === 0) world.checker.end();
	} finally {
		for (const device of world.devices) device.crash();
		giveBack();
	}
	return {
		seed: options.seed,
		violations: world.violations,
		trace: world.history.events().map(lineOf),
		counts: world.history.counts(),
		duration: world.time.now(),
	};
}

async function firstSync(world: World): Promise<void> {
	for (const device of world.devices) device.boot();
	await world.time.runUntil(20_000);
}

async function storm(
	world: World,
	{ steps = 60, faults = faultNames }: SimulationOptions,
): Promise<void> {
	const { time, random, history } = world;
	const around = worldSteps(faults);
	for (let step = 0; step < steps && world.violations.length === 0; step++) {
		const said = random.chance(0.6)
			? deviceStep(world)
			: worldStep(world, around);
		if (said !== undefined) history.note("step", said.device, said.text);
		const pause = random.weighted([
			[0, 2],
			[random.between(1, 50), 4],
			[random.between(50, 2_000), 4],
			[random.between(2_000, 40_000), 1],
		]);
		await time.runUntil(time.now() + pause);
		world.checker.step();
	}
}

interface Said {
	readonly device: string;
	readonly text: string;
}

function deviceStep(world: World): Said | undefined {
	const { random, stage } = world;
	const device = random.pick(world.devices);
	const program = device.program();
	if (program === undefined) return undefined;
	const [name, act] = random.weighted(
		deviceSteps.map(([name, act, weight]) => [[name, act] as const, weight]),
	);
	const text = act({ ...stage, device, program, store: program.store });
	return text === undefined
		? undefined
		: { device: device.name, text: `${name} ${text}` };
}

function worldStep(
	{ random, stage }: World,
	around: ReturnType<typeof worldSteps>,
): Said | undefined {
	const [name, act] = random.weighted(
		around.map(([name, act, weight]) => [[name, act] as const, weight]),
	);
	const text = act(stage);
	return text === undefined
		? undefined
		: { device: "", text: `${name} ${text}` };
}

/** As long as backoffs may take, twice. */
const LONGEST_MS = 660_000;
/** Until no request that was given up can take place any more. */
const LATE_MS = 160_000;

/** The faults end, every device is on and online, and everything gets the time that it may take. */
async function rest(world: World): Promise<void> {
	const { time, devices, network, history } = world;
	if (world.violations.length > 0) return;
	await time.runUntil(time.now() + LONGEST_CRASH_MS);
	network.setWeather(calm);
	history.note("calm", "", "");
	for (const device of devices) {
		network.setOnline(device.name, true);
		device.reconnected();
	}
	await time.runUntilDone(() => devices.every(isUp), 10_000);
	for (const device of devices) if (!isUp(device)) device.boot();
	await time.runUntilDone(() => devices.every(isUp), 10_000);
	for (const device of devices) await startAgain(world, device);
	await time.runUntil(time.now() + LATE_MS);
	await time.runUntilDone(() => world.isQuiet(), LONGEST_MS);
	for (let round = 0; round < 2; round++) await syncAll(world);
}

function isUp(device: Device): boolean {
	return device.program() !== undefined;
}

async function startAgain(world: World, device: Device): Promise<void> {
	const program = device.program();
	if (program === undefined)
		return world.violated("L4", device.name, "does not start");
	const { replicator } = program;
	const failed = (error: unknown) =>
		world.stage.unexpected(device, "start", error);
	replicator.start().catch(failed);
	// A sign-in that something refused stays refused until a person tries again.
	if (replicator.status.state === "signed-out")
		replicator
			.signIn({ by: "password", email: emailOf(device.person), password })
			.catch(failed);
}

async function syncAll(world: World): Promise<void> {
	const { time, devices } = world;
	let left = devices.length;
	for (const device of devices)
		device
			.program()
			?.replicator.syncNow()
			.then(
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
