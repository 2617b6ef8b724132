import { execFileSync } from "node:child_process";
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const home = fileURLToPath(new URL("..", import.meta.url));

test("[WI4] what is generated is up to date: generating it again changes nothing", () => {
	const folder = mkdtempSync(join(tmpdir(), "engine-wire-"));
	try {
		for (const name of ["buf.yaml", "buf.gen.yaml", "proto"])
			cpSync(join(home, name), join(folder, name), { recursive: true });
		const bin = join(home, "node_modules/.bin");
		execFileSync(join(bin, "buf"), ["generate"], {
			cwd: folder,
			env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
		});
		const generated = textByPath(join(folder, "src/generated"));
		expect(generated.size).toBeGreaterThan(8);
		expect(textByPath(join(home, "src/generated"))).toEqual(generated);
	} finally {
		rmSync(folder, { recursive: true });
	}
}, 30_000);

function textByPath(folder: string): Map<string, string> {
	const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
	const files = names.filter((name) => statSync(join(folder, name)).isFile());
	return new Map(
		files
			.sort()
			.map((name) => [name, readFileSync(join(folder, name), "utf8")]),
	);
}
