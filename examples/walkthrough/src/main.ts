import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "@engine-offline/emulator";
import { say, title } from "./say.js";
import { walk } from "./walk.js";

const usage =
	"Usage: npm run walkthrough [-- --seed NUMBER] [--transport rest|grpc]";

interface Wish {
	readonly seed: number;
	readonly transport: "rest" | "grpc";
}

/** What was asked for, with a new seed unless one is given; undefined when the arguments make no sense. */
function wishOf(args: readonly string[]): Wish | undefined {
	const words = args.flatMap((argument) => argument.split("="));
	let wish: Wish = { seed: randomInt(1_000_000), transport: "rest" };
	for (let index = 0; index < words.length; index += 2) {
		const [name, value = ""] = words.slice(index, index + 2);
		if (name === "--seed" && /^\d{1,9}$/.test(value))
			wish = { ...wish, seed: Number(value) };
		else if (name === "--transport" && (value === "rest" || value === "grpc"))
			wish = { ...wish, transport: value };
		else return undefined;
	}
	return wish;
}

async function main({ seed, transport }: Wish): Promise<boolean> {
	const flags = transport === "rest" ? "" : ` --transport ${transport}`;
	title(
		`Seed ${seed}. The same once more: npm run walkthrough -- --seed ${seed}${flags}`,
	);
	const directory = await mkdtemp(join(tmpdir(), "walkthrough-"));
	const emulator = await createEmulator({
		seed: `walkthrough ${seed}`,
		...(transport === "grpc" && { grpcPort: 0 }),
	});
	try {
		const place = emulator.grpc?.target ?? emulator.url;
		title(`An emulator of the Engine listens on ${place}`);
		say(
			"It holds 208 orgs and 321 projects of the Apache Software Foundation,",
		);
		say(
			"and made-up people; one of them owns every org and is signed in here.",
		);
		const failures = await walk({ emulator, directory, seed, transport });
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

const wish = wishOf(process.argv.slice(2));
if (wish === undefined) console.error(usage);
const isFine = wish !== undefined && (await main(wish));
process.exitCode = isFine ? 0 : 1;
