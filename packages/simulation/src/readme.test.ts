import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";

it("[SI9] the example of the README runs, and breaks no promise", () => {
	const run = spawnSync(
		process.execPath,
		[
			"--conditions=@engine-offline/source",
			"--import",
			"tsx",
			"--input-type=module",
		],
		{
			cwd: fileURLToPath(new URL("..", import.meta.url)),
			input: example,
			encoding: "utf8",
		},
	);
	expect(run.stderr).toBe("");
	expect(run.stdout).toBe("3 seeds, 0 broke a promise\n");
});
