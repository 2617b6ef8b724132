import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const spec = readFileSync(new URL("../SPEC.md", import.meta.url), "utf8");

const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(
	([, example = ""]) => example,
);

test.each(examples.map((example, index) => [index + 1, example] as const))(
	"example %i of the README runs",
	(_, example) => {
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
		expect(example).toContain("openStore");
		expect(run.stderr).toBe("");
		expect(run.status).toBe(0);
	},
	60_000,
);

test("the rules of the SPEC are numbered one by one", () => {
	for (const letters of ["GA", "MO", "OM", "IS", "ST"]) {
		const rules = [
			...spec.matchAll(new RegExp(`^- \\[${letters}(\\d+)\\]`, "gm")),
		];
		const numbers = rules.map(([, number]) => Number(number));
		expect(numbers.length).toBeGreaterThan(0);
		expect(numbers).toEqual(numbers.map((_, index) => index + 1));
	}
});
