import { expect, test } from "vitest";
import { unusualQuirks } from "../machine/quirks.js";
import { readCommandLine, usage } from "./options.js";
import { runCommand } from "./run-command.js";

test("[EM48] options are read, as two words or with an equals sign", () => {
	const line = readCommandLine([
		"--port=5000",
		"--host",
		"0.0.0.0",
		"--data",
		"d",
		"--fixtures=f",
		"--projects",
		"10",
		"--seed",
		"s",
		"--control",
		"--quirk",
		"memberNames",
		"--quirk",
		"names=kept",
	]);
	expect(line).toEqual({
		kind: "run",
		options: {
			port: 5000,
			host: "0.0.0.0",
			data: "d",
			fixtures: "f",
			projects: 10,
			seed: "s",
			control: true,
			quirks: { memberNames: "snake", names: "kept" },
		},
	});
});

test("[EM48] every quirk can be chosen at once", () => {
	const line = readCommandLine(["--quirk", "all"]);
	expect(line).toMatchObject({ options: { quirks: unusualQuirks } });
});

test.each([
	[["--pot", "1"], "Unknown option --pot."],
	[["4810"], "Unknown option 4810."],
	[["--port"], "--port needs a value."],
	[["--port", "--control"], "--port needs a value."],
	[["--port", "http"], '--port needs a whole number up to 65535, not "http".'],
	[["--port", "70000"], "--port needs a whole number up to 65535"],
	[["--quirk", "odd"], 'There is no quirk "odd". There are: memberNames,'],
	[["--quirk=names=odd"], "The quirk names is kept or normalised"],
	[["--toString", "x"], "Unknown option --toString."],
])("[EM48] %j is said with usage and exit code 2", async (args, message) => {
	const errors: string[] = [];
	const result = await runCommand(args, {
		out: () => undefined,
		error: (text) => errors.push(text),
	});
	expect(result).toEqual({ kind: "ended", exitCode: 2 });
	expect(errors.join("\n")).toContain(message);
	expect(errors.join("\n")).toContain("Usage: engine-emulator");
});

test("[EM48] help is help", async () => {
	const printed: string[] = [];
	const result = await runCommand(["--help"], {
		out: (text) => printed.push(text),
		error: () => undefined,
	});
	expect(result).toEqual({ kind: "ended", exitCode: 0 });
	expect(printed).toEqual([usage]);
});
