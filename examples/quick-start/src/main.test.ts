import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createEmulator } from "@engine-offline/emulator";
import { expect, it } from "vitest";

const program = fileURLToPath(new URL("main.ts", import.meta.url));
const run = promisify(execFile);

it("syncs, edits offline and learns what became of the edit", async () => {
	const directory = await mkdtemp(join(tmpdir(), "quick-start-"));
	const emulator = await createEmulator({
		seed: "quick start",
		fixtures: { orgs: [{ name: "Lighthouse", projects: [{ name: "Lamp" }] }] },
	});
	const [owner] = emulator.accounts;
	try {
		const { stdout } = await run(
			process.execPath,
			["--import=tsx", "--conditions=@engine-offline/source", program],
			{
				env: {
					...process.env,
					AIA_ENGINE_API_TARGET: emulator.url,
					AIA_ENGINE_API_EMAIL: owner?.email,
					AIA_ENGINE_API_PASSWORD: owner?.password,
					STORE: join(directory, "store"),
				},
			},
		);
		const made = emulator.control
			.groundTruth()
			.projects.find(({ name }) => name === "Churn forecast");
		const lines = stdout.trim().split("\n");
		const isList = (line: string) => line.startsWith("Projects: ");
		expect(lines.filter(isList)).toEqual([
			"Projects: Lamp.",
			"Projects: Churn, Lamp.",
			"Projects: Churn forecast, Lamp.",
		]);
		expect(lines.filter((line) => !isList(line))).toEqual([
			"First sync: in-sync.",
			'"Churn forecast" is pending.',
			`"Churn forecast" is accepted as ${made?.id}.`,
		]);
	} finally {
		await emulator.close();
		await rm(directory, { recursive: true });
	}
}, 30_000);
