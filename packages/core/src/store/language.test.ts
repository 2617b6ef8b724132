import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const program = fileURLToPath(
	new URL("../test/print-schema-hashes.ts", import.meta.url),
);

async function printedIn(language: string): Promise<string> {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		["--import", "tsx", "--conditions=@engine-offline/source", program],
		{ env: { ...process.env, LC_ALL: language, LANG: language } },
	);
	return stdout;
}

it("[ST14] [P12] what is stored in one language is found in another", async () => {
	const [czech, turkish] = await Promise.all(
		["cs_CZ.UTF-8", "tr_TR.UTF-8"].map(printedIn),
	);
	expect(czech).toContain("hashes");
	expect(turkish).toBe(czech);
});
