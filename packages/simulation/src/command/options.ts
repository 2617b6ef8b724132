import { availableParallelism } from "node:os";
import { type StorageName, storageNames } from "../device/media.js";
import { type FaultName, faultNames } from "../network/faults.js";
import type { SimulationOptions } from "../simulate.js";

export interface CommandOptions extends Omit<SimulationOptions, "seed"> {
	readonly seeds: number;
	readonly first: number;
	readonly processes: number;
	/** Stop beginning seeds after so long. */
	readonly minutes: number;
	readonly isTraced: boolean;
}

/** Reads the command line; an argument that makes no sense is named. */
export function readOptions(args: readonly string[]): CommandOptions {
	const given = valuesOf(args);
	const number = (name: string, otherwise: number) => {
		const text = given.get(name);
		const value = text === undefined ? otherwise : Number(text);
		if (!Number.isFinite(value) || value < 0)
			throw new RangeError(`--${name} takes a number, not "${text}".`);
		return value;
	};
	const only = given.get("only");
	const faults = given.get("faults");
	return {
		seeds: number("seeds", 20),
		first: number("seed", 1),
		steps: number("steps", 100),
		devices: number("devices", 3),
		processes: number("processes", availableParallelism()),
		minutes: number("minutes", Number.MAX_SAFE_INTEGER),
		isTraced: given.has("trace"),
		storage: readStorage(given.get("storage") ?? "memory"),
		...(faults === undefined ? {} : { faults: readFaults(faults) }),
		...(only === undefined ? {} : { only: only.split(",").map(Number) }),
	};
}

const flags = [
	"seeds",
	"seed",
	"steps",
	"devices",
	"processes",
	"minutes",
	"storage",
	"faults",
	"only",
	"trace",
];

function valuesOf(args: readonly string[]): Map<string, string> {
	const given = new Map<string, string>();
	for (let at = 0; at < args.length; at++) {
		const name = args[at]?.replace(/^--/, "") ?? "";
		if (!flags.includes(name))
			throw new RangeError(
				`"${args[at]}" is not known. There are ${flags.map((flag) => `--${flag}`).join(", ")}.`,
			);
		given.set(name, name === "trace" ? "" : (args[++at] ?? ""));
	}
	return given;
}

function readStorage(text: string): StorageName {
	const found = storageNames.find((name) => name === text);
	if (found === undefined)
		throw new RangeError(`--storage is one of ${storageNames.join(", ")}.`);
	return found;
}

function readFaults(text: string): FaultName[] {
	if (text === "none") return [];
	const names = text.split(",");
	if (!names.every((name) => name.startsWith("-"))) return names.map(readFault);
	const without = names.map((name) => readFault(name.slice(1)));
	return faultNames.filter((name) => !without.includes(name));
}

function readFault(name: string): FaultName {
	const found = faultNames.find((known) => known === name);
	if (found === undefined)
		throw new RangeError(
			`There is no fault "${name}". There are none, ${faultNames.join(", ")}; "-hang" is all but that one.`,
		);
	return found;
}
