import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Order, Report } from "./protocol.js";

const program = fileURLToPath(new URL("device-process.ts", import.meta.url));

/** A device that is not done by then will never be. Being stuck is told from being killed by the signal. */
const longestMs = 240_000;
const stuckSignal = "SIGTERM";

export interface DeviceRun {
	readonly report: Report;
	/** The signal that ended the process, null when it ended by itself. */
	readonly signal: NodeJS.Signals | null;
}

/** Runs one life of a device in a process of its own. Rejects when it failed or got nowhere. */
export function runDevice(order: Order): Promise<DeviceRun> {
	const child = fork(program, [JSON.stringify(order)], {
		timeout: longestMs,
		killSignal: stuckSignal,
	});
	let report: Report | undefined;
	child.on("message", (message) => {
		// Proof of the cast: the program that was started here sends reports only.
		report = message as Report;
	});
	return new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code, signal) => {
			if (signal === stuckSignal)
				reject(new Error(`"${order.act}" did not end in ${longestMs} ms.`));
			else if (report === undefined || (code !== null && code !== 0))
				reject(
					new Error(`"${order.act}" failed: exit code ${code}, ${signal}.`),
				);
			else resolve({ report, signal });
		});
	});
}
