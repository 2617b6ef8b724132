import type { EmulatorOptions } from "../create-emulator.js";
import {
	type QuirkName,
	type Quirks,
	quirkNames,
	quirkWays,
} from "../machine/quirks.js";

export const usage = `Usage: engine-emulator [options]

  --port N              port to listen on (4810)
  --grpc-port N         speak gRPC too, on this port, with TLS and without
  --tls-cert FILE       certificate for gRPC in PEM, with --tls-key; without them one is made at start
  --tls-key FILE        its key in PEM
  --host ADDRESS        address to listen on (127.0.0.1)
  --data FILE           keep the data in FILE; without it, data ends with the program
  --fixtures FILE       orgs, projects and people to begin with (real orgs and made-up people)
  --projects N          add an org with N projects
  --seed TEXT           makes people, ids and tokens the same each time
  --control             serve the control API under /control/v1
  --quirk NAME[=VALUE]  choose the other way, or the named one, where the Engine's contract is silent;
                        may come several times; "--quirk all" chooses every other way
  --help                show this

Quirks: ${quirkNames.join(", ")}`;

export const defaultPort = 4810;

/** A command line that cannot be understood. The message says what is wrong with it. */
export class UsageError extends Error {
	override readonly name = "UsageError";
}

export type CommandLine =
	| { readonly kind: "help" }
	| { readonly kind: "run"; readonly options: EmulatorOptions };

type Setter = (value: string) => Partial<EmulatorOptions>;

const setterByOption: Readonly<Record<string, Setter>> = {
	"--port": (value) => ({ port: wholeNumber("--port", value, 65_535) }),
	"--grpc-port": (value) => ({
		grpcPort: wholeNumber("--grpc-port", value, 65_535),
	}),
	"--tls-cert": (tlsCert) => ({ tlsCert }),
	"--tls-key": (tlsKey) => ({ tlsKey }),
	"--host": (host) => ({ host }),
	"--data": (data) => ({ data }),
	"--fixtures": (fixtures) => ({ fixtures }),
	"--projects": (value) => ({
		projects: wholeNumber("--projects", value, 1_000_000),
	}),
	"--seed": (seed) => ({ seed }),
};

/** Reads the arguments after the program's name; values come as `--port 1` or `--port=1`. Throws UsageError. */
export function readCommandLine(args: readonly string[]): CommandLine {
	let options: EmulatorOptions = { port: defaultPort };
	const rest = args.flatMap(splitAssignment);
	for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
		if (name === "--help") return { kind: "help" };
		if (name === "--control") options = { ...options, control: true };
		else if (name === "--quirk")
			options = withQuirk(options, requiredValue(name, rest.shift()));
		else options = { ...options, ...set(name, rest) };
	}
	return { kind: "run", options };
}

function set(name: string, rest: string[]): Partial<EmulatorOptions> {
	const setter = Object.hasOwn(setterByOption, name)
		? setterByOption[name]
		: undefined;
	if (setter === undefined) throw new UsageError(`Unknown option ${name}.`);
	return setter(requiredValue(name, rest.shift()));
}

function splitAssignment(argument: string): string[] {
	const parts = /^(--[a-z-]+)=(.*)$/s.exec(argument);
	return parts === null ? [argument] : [parts[1] ?? "", parts[2] ?? ""];
}

function requiredValue(name: string, value: string | undefined): string {
	if (value === undefined || value === "" || value.startsWith("--"))
		throw new UsageError(`${name} needs a value.`);
	return value;
}

function wholeNumber(name: string, value: string, largest: number): number {
	const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
	if (number <= largest) return number;
	throw new UsageError(
		`${name} needs a whole number up to ${largest}, not ${JSON.stringify(value)}.`,
	);
}

function withQuirk(options: EmulatorOptions, text: string): EmulatorOptions {
	const [name = "", value] = text.split("=", 2);
	const chosen = name === "all" ? quirkNames : [quirkName(name)];
	const ways = Object.fromEntries(chosen.map((one) => [one, way(one, value)]));
	// Each name is a quirk's, and each value one of its ways.
	const quirks = { ...options.quirks, ...ways } as Partial<Quirks>;
	return { ...options, quirks };
}

function quirkName(name: string): QuirkName {
	const found = quirkNames.find((one) => one === name);
	if (found !== undefined) return found;
	throw new UsageError(
		`There is no quirk ${JSON.stringify(name)}. There are: ${quirkNames.join(", ")}.`,
	);
}

function way(name: QuirkName, value: string | undefined): string {
	const [usual, other] = quirkWays[name];
	if (value === undefined) return other;
	if (value === usual || value === other) return value;
	throw new UsageError(
		`The quirk ${name} is ${usual} or ${other}, not ${JSON.stringify(value)}.`,
	);
}
