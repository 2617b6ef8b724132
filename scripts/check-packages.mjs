// Packs each published package as npm would, and checks the exports and types of the packed file.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const pnpm = ["--yes", "pnpm@10.34.9"];
let failed = 0;
for (const name of readdirSync("packages")) {
	const folder = join("packages", name);
	const manifest = JSON.parse(
		readFileSync(join(folder, "package.json"), "utf8"),
	);
	if (manifest.private) continue;
	const packed = mkdtempSync(join(tmpdir(), "engine-offline-pack-"));
	try {
		run("npx", [
			...pnpm,
			"--dir",
			folder,
			"pack",
			"--pack-destination",
			packed,
		]);
		const [file] = readdirSync(packed).map((entry) => join(packed, entry));
		run("npx", ["publint", "run", "--strict", file]);
		run("npx", ["attw", "--profile", "esm-only", file]);
		console.log(`${manifest.name}: exports and types are right`);
	} catch (error) {
		failed += 1;
		console.error(
			`${manifest.name}: ${error.stdout ?? ""}${error.stderr ?? error}`,
		);
	} finally {
		rmSync(packed, { recursive: true, force: true });
	}
}
process.exitCode = failed === 0 ? 0 : 1;

function run(command, args) {
	execFileSync(command, args, { encoding: "utf8", stdio: "pipe" });
}
