import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { nodeProcesses } from "./processes.js";

const { self, isRunning } = nodeProcesses;

async function endedPid(): Promise<number> {
	const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
	await once(child, "exit");
	return child.pid ?? 0;
}

describe("the processes of this machine", () => {
	it("[FS11] this process runs", () => {
		expect(self.pid).toBe(process.pid);
		expect(isRunning(self)).toBe(true);
	});

	it("[FS11] a process that ended does not", async () => {
		expect(isRunning({ ...self, pid: await endedPid() })).toBe(false);
	});

	it.runIf(process.platform === "linux")(
		"[FS11] an earlier process with an id that is used again does not",
		() => {
			expect(isRunning({ ...self, born: "an earlier boot/17" })).toBe(false);
		},
	);

	it("[FS11] what cannot be seen from here counts as running", () => {
		expect(isRunning({ ...self, host: "elsewhere" })).toBe(true);
	});
});
