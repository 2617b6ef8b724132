import { join } from "node:path";
import type { Emulator } from "@engine-offline/emulator";
import { checkDevice, checkSame } from "./check-device.js";
import { checkEngine, shownByEngine } from "./check-engine.js";
import { createChecks } from "./checks.js";
import { drawDeathPoint } from "./death.js";
import { countLost, loseAnswers } from "./lose-answers.js";
import type { Edited, InSync, Order } from "./protocol.js";
import { runDevice } from "./run-device.js";
import { say, title } from "./say.js";

export interface Walk {
	readonly emulator: Emulator;
	readonly directory: string;
	readonly seed: number;
	readonly transport: "rest" | "grpc";
}

/** The story from the first sync to two devices that show the same. Answers the expectations that did not hold. */
export async function walk(given: Walk): Promise<readonly string[]> {
	const { emulator } = given;
	const before = emulator.control.groundTruth();
	const phone = orderFor(given, "phone");
	loseAnswers(emulator);
	title("A new device");
	const edited = await editAndDie(phone);
	title("The device is started again");
	const first = await inSync({
		...phone,
		act: "come back",
		edits: edited.edits,
	});
	const lost = countLost(emulator);
	say(
		`On the way ${lost.answers} answers were lost after the write took place, and ${lost.requests} requests before.`,
	);
	emulator.control.behave();
	title("A second device of the same person");
	const second = await inSync(orderFor(given, "laptop"));
	title("What is expected");
	const checks = createChecks();
	checkDevice(checks, first, edited);
	checkEngine(checks, emulator, { edited, before });
	checkSame(checks, "The second device shows the same as the first.", {
		one: first.shown,
		other: second.shown,
	});
	checkSame(checks, "Both show what the Engine has, every row of it.", {
		one: first.shown,
		other: shownByEngine(emulator, phone.email),
	});
	return checks.failures;
}

function placeOf(
	{ url, grpc }: Emulator,
	transport: Walk["transport"],
): Pick<Order, "target" | "certificate"> {
	if (transport === "rest")
		return { target: { kind: "rest", baseUrl: url }, certificate: null };
	if (grpc === null) throw new Error("The emulator does not speak gRPC.");
	const { hostname, port } = new URL(`grpc://${grpc.target}`);
	return {
		target: { kind: "grpc", host: hostname, port: Number(port) },
		certificate: grpc.certificate,
	};
}

function orderFor(
	{ emulator, directory, seed, transport }: Walk,
	device: string,
): Order {
	const [owner] = emulator.accounts;
	if (owner === undefined) throw new Error("The fixture has no account.");
	return {
		act: "look",
		...placeOf(emulator, transport),
		email: owner.email,
		password: owner.password,
		directory: join(directory, device),
		death: drawDeathPoint(seed),
		edits: [],
	};
}

async function editAndDie(order: Order): Promise<Edited> {
	const { report, signal } = await runDevice({
		...order,
		act: "edit offline and die",
	});
	if (report.kind !== "edited" || signal !== "SIGKILL")
		throw new Error(`The device was to die by SIGKILL, not by ${signal}.`);
	return report.edited;
}

async function inSync(order: Order): Promise<InSync> {
	const { report, signal } = await runDevice(order);
	if (report.kind !== "in sync")
		throw new Error(`"${order.act}" ended early, by ${signal}.`);
	return report;
}
