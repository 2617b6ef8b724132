import { engineErrorOf } from "@engine-offline/core";
import type { Device, Program } from "./device/device.js";
import {
	type FaultName,
	faultNames,
	requestFaults,
	type Weather,
} from "./network/faults.js";
import type { SimulationOptions } from "./simulate.js";
import { asideSteps, deviceSteps, worldSteps } from "./steps.js";
import { textOfError } from "./world/listeners.js";
import type { Random } from "./world/random.js";
import type { World } from "./world/world.js";

/** Every device boots and sees everything once. */
export async function firstSync(world: World): Promise<void> {
	for (const device of world.devices) device.boot();
	await world.time.runUntil(20_000);
}

/** The steps of the workload, until the first broken promise. Each draws from a source of its own. */
export async function storm(
	world: World,
	{
		steps = 60,
		faults = faultNames,
		only,
		flows = [],
		weather,
	}: SimulationOptions,
): Promise<void> {
	const { time, history, network } = world;
	const own = [...deviceSteps, ...flows];
	const draws = { own, around: worldSteps(faults), faults };
	if (weather !== undefined) network.setWeather(weatherOf(weather));
	const isTaken = (step: number) => only === undefined || only.includes(step);
	for (let step = 0; step < steps && world.violations.length === 0; step++) {
		const random = world.random.fork(`step ${step}`);
		const said = isTaken(step) ? triedStep(world, random, draws) : undefined;
		if (weather !== undefined) network.setWeather(weatherOf(weather));
		if (said !== undefined) {
			history.note("step", said.device, `${step} ${said.name} ${said.text}`);
			history.count(`step ${said.name}`);
		}
		await time.runUntil(time.now() + pauseAfter(random.fork("pause")));
		world.checker.step();
	}
}

function weatherOf(shares: NonNullable<SimulationOptions["weather"]>): Weather {
	return new Map(requestFaults.map((name) => [name, shares[name] ?? 0]));
}

function pauseAfter(random: Random): number {
	return random.weighted([
		[0, 2],
		[random.between(1, 50), 4],
		[random.between(50, 2_000), 4],
		[random.between(2_000, 40_000), 1],
	]);
}

interface Said {
	readonly device: string;
	readonly name: string;
	readonly text: string;
}

interface Draws {
	readonly own: typeof deviceSteps;
	readonly around: ReturnType<typeof worldSteps>;
	readonly faults: readonly FaultName[];
}

/** What a step throws at once is what an app would have been met with. */
function triedStep(
	world: World,
	random: Random,
	draws: Draws,
): Said | undefined {
	try {
		return takeStep(world, random, draws);
	} catch (error) {
		world.violated("S18", "", textOfError(error));
		return undefined;
	}
}

function takeStep(
	world: World,
	random: Random,
	{ own, around, faults }: Draws,
): Said | undefined {
	for (const { fault, source, chance, steps } of asideSteps) {
		const own = random.fork(source);
		if (!faults.includes(fault) || !own.chance(chance)) continue;
		const said = worldStep(world, own, steps);
		if (said !== undefined) return said;
	}
	return random.chance(0.6)
		? deviceStep(world, random, own)
		: worldStep(world, random, around);
}

function deviceStep(
	{ stage, devices }: World,
	random: Random,
	own: Draws["own"],
): Said | undefined {
	const device = random.pick(devices);
	const program = someProgram(device, random);
	const [name, act] = drawn(random, own);
	if (program === undefined || program.process.isFrozen()) return undefined;
	const { store } = program;
	const text = unlessLeaving([device], () =>
		act({ ...stage, random, device, program, store }),
	);
	return text === undefined ? undefined : { device: device.name, name, text };
}

/** The one program there is, or any page's that goes on. */
function someProgram(device: Device, random: Random): Program | undefined {
	const awake = device.programs().filter(({ process }) => !process.isFrozen());
	return awake.length > 1 ? random.fork("page").pick(awake) : device.program();
}

function worldStep(
	{ stage }: World,
	random: Random,
	around: Draws["around"],
): Said | undefined {
	const [name, act] = drawn(random, around);
	const text = unlessLeaving(stage.devices, () => act({ ...stage, random }));
	return text === undefined ? undefined : { device: "", name, text };
}

/** What is asked of a store that is being erased is no step. */
function unlessLeaving(
	devices: readonly Device[],
	act: () => string | undefined,
): string | undefined {
	try {
		return act();
	} catch (error) {
		const isClosed = engineErrorOf(error)?.code === "STORE_CLOSED";
		if (isClosed && devices.some((device) => device.mayBeClosed()))
			return undefined;
		throw error;
	}
}

function drawn<Act>(
	random: Random,
	steps: readonly (readonly [string, Act, number])[],
): readonly [string, Act] {
	return random.weighted(
		steps.map(([name, act, weight]) => [[name, act] as const, weight]),
	);
}
