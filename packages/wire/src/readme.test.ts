import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the example of the README runs", () => {
	const [, example = ""] = /```ts\n(.*?)```/s.exec(readme) ?? [];
	const source = ["--conditions=@engine-offline/source", "--import", "tsx"];
	const run = spawnSync(process.execPath, [...source, "--input-type=module"], {
		cwd: fileURLToPath(new URL("..", import.meta.url)),
		input: example,
		encoding: "utf8",
	});
	expect(example).toContain("assert");
	expect(run.stderr).toBe("");
	expect(run.status).toBe(0);
}, 30_000);
