import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startEmulator } from "./scenario/world.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";

test("the example of the README runs", async () => {
	const emulator = await startEmulator();
	const [owner] = emulator.accounts;
	const program = spawn(
		process.execPath,
		[
			"--conditions=@engine-offline/source",
			"--import=tsx",
			"--input-type=module",
		],
		{
			cwd: fileURLToPath(new URL("..", import.meta.url)),
			env: {
				...process.env,
				ENGINE_URL: emulator.url,
				EMAIL: owner?.email,
				PASSWORD: owner?.password,
			},
		},
	);
	program.stdin.end(example);
	const [output, errors] = await Promise.all([
		text(program.stdout),
		text(program.stderr),
	]);
	expect(errors).toBe("");
	const lines = output.split("\n");
	expect(lines).toContain("signed-out 0");
	expect(lines).toContain("in-sync 0");
	expect(
		emulator.control.groundTruth().projects.map(({ name }) => name),
	).toContain("Lamp");
}, 30_000);
