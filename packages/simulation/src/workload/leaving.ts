import { engineErrorOf } from "@engine-offline/core";
import { logout } from "@engine-offline/sync";
import { keyOf, waitingOf } from "../checker/waiting.js";
import type { Device, Program } from "../device/device.js";
import type { Stage, WorldAction } from "./context.js";

interface Drawn {
	readonly device: Device;
	readonly program: Program;
}

/** Some program that goes on, any page of a device that has several. */
function someone({ random, devices }: Stage): Drawn | undefined {
	const all = devices.flatMap((device) =>
		device
			.programs()
			.filter(({ process }) => !process.isFrozen())
			.map((program) => ({ device, program })),
	);
	return all.length === 0 ? undefined : random.pick(all);
}

/** Signs out, and leaves everything where it is. */
export const logOutOnly: WorldAction = (stage) => {
	const drawn = someone(stage);
	if (drawn === undefined) return undefined;
	begin(stage, drawn, async ({ store, replicator, session }) => {
		await logout({ store, replicator, session });
		stage.history.count("logout kept");
		if (session.state.name !== "signed-out")
			throw new Error("A logout left somebody signed in.");
	});
	return drawn.program.process.name;
};

/** Takes the account from the device; some think better of it when they see what is lost, some are cut off. */
export const logOut: WorldAction = (stage) => {
	const { random } = stage;
	const insists = random.chance(0.8);
	const cutOffMs = random.chance(0.3) ? random.between(0, 150) : undefined;
	const drawn = someone(stage);
	if (drawn === undefined) return undefined;
	const { device } = drawn;
	const begun = () => {
		if (cutOffMs !== undefined)
			stage.time.setTimer(() => device.crash(), cutOffMs);
	};
	begin(stage, drawn, async (program) => {
		const waited = new Set(waitingOf(device).map(keyOf));
		const { store, replicator, session } = program;
		const parts = { store, replicator, session, wipe: true };
		device.leaving(program, false);
		let answer = await logout(parts);
		if (answer.kind === "unsynced") {
			device.stays(program);
			stage.history.count("logout warned");
			stage.warned(device, { before: waited, ...answer.unsynced });
			if (!insists) return;
			device.leaving(program, true);
			begun();
			answer = await logout({ ...parts, discard: true });
		}
		if (answer.kind === "wiped") await device.left(program, answer.remains);
	});
	return `${drawn.program.process.name}${insists ? ", insists" : ""}${cutOffMs === undefined ? "" : `, cut off after ${cutOffMs} ms`}`;
};

function begin(
	stage: Stage,
	{ device, program }: Drawn,
	run: (program: Program) => Promise<void>,
): void {
	run(program).catch((error: unknown) => {
		// Another page was faster, or this one is put away meanwhile.
		if (engineErrorOf(error)?.code === "STORE_CLOSED") device.shutDown(program);
		else stage.unexpected(device, "logout", error);
	});
}
