import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "@engine-offline/emulator";
import { say, title } from "./say.js";
import { walk } from "./walk.js";

const usage = "Usage: npm run walkthrough [-- --seed NUMBER]";

/** The seed that was asked for, or a new one; undefined when the arguments make no sense. */
function seedOf(args: readonly string[]): number | undefined {
	if (args.length === 0) return randomInt(1_000_000);
	const [, digits] = /^--seed[= ](\d{1,9})$/.exec(args.join(" ")) ?? [];
	return digits === undefined ? undefined : Number(digits);
}

async function main(seed: number): Promise<boolean> {
	title(
		`Seed ${seed}. The same once more: npm run walkthrough -- --seed ${seed}`,
	);
	const directory = await mkdtemp(join(tmpdir(), "walkthrough-"));
	const emulator = await createEmulator({ seed: `walkthrough ${seed}` });
	try {
		title(`An emulator of the Engine listens on ${emulator.url}`);
		say(
			"It holds 208 orgs and 321 projects of the Apache Software Foundation,",
		);
		say(
			"and made-up people; one of them owns every org and is signed in here.",
		);
		const failures = await walk({ emulator, directory, seed });
		title(
			failures.length === 0
				? "All as expected."
				: `${failures.length} expectations do not hold: ${failures.join(" ")}`,
		);
		return failures.length === 0;
	} finally {
		await emulator.close();
		await rm(directory, { recursive: true, force: true });
	}
}

const seed = seedOf(process.argv.slice(2));
if (seed === undefined) console.error(usage);
const isFine = seed !== undefined && (await main(seed));
process.exitCode = isFine ? 0 : 1;
