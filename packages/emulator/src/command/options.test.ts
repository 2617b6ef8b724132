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

test("[EG12] the options of gRPC are read", () => {
	const files = ["--tls-cert=c", "--tls-key", "k"];
	expect(readCommandLine(["--grpc-port=4811", ...files])).toMatchObject({
		options: { grpcPort: 4811, tlsCert: "c", tlsKey: "k" },
	});
	expect(() => readCommandLine(["--grpc-port", "x"])).toThrow("--grpc-port");
});

test("[EG12] a certificate without a key ends the command with a sentence", async () => {
	const errors: string[] = [];
	const output = { out: () => undefined, error: (t: string) => errors.push(t) };
	const args = ["--port", "0", "--grpc-port", "0", "--tls-cert", "c"];
	const result = await runCommand(args, output);
	expect(result).toEqual({ kind: "ended", exitCode: 1 });
	expect(errors.join()).toContain("give --tls-cert and --tls-key, or neither");
});

test("[EG12] the command prints where it speaks gRPC and which certificate to trust", async () => {
	const printed: string[] = [];
	const output = {
		out: (t: string) => printed.push(t),
		error: () => undefined,
	};
	const args = ["--port", "0", "--grpc-port", "0"];
	const result = await runCommand(args, output);
	if (result.kind !== "running") throw new Error("it ended");
	const { grpc } = result.emulator;
	expect(printed.join()).toContain(`gRPC on ${grpc?.target}`);
	expect(printed.join()).toContain(`trust: ${grpc?.certificate}`);
	await result.emulator.close();
});
