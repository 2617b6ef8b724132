import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { controlRoutes } from "./control/control-routes.js";
import { readFixture } from "./fixture/schema.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

function block(language: string): string {
	const found = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(readme);
	return found?.[1] ?? "";
}

test("the example of the README runs", () => {
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
			input: block("ts"),
			encoding: "utf8",
		},
	);
	expect(block("ts")).toContain("createEmulator");
	expect(run.stderr).toBe("");
	expect(run.status).toBe(0);
}, 30_000);

test("the fixture of the README is one", () => {
	expect(readFixture(JSON.parse(block("json"))).orgs).toHaveLength(1);
});

test("the README tells of every control route", () => {
	for (const { path } of controlRoutes) expect(readme).toContain(`${path}\``);
});
