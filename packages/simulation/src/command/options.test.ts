import { expect, it } from "vitest";
import { faultNames } from "../network/faults.js";
import { readOptions } from "./options.js";

it("[SI7] reads its options, and names one that makes no sense", () => {
	expect(readOptions([])).toMatchObject({ seeds: 20, first: 1, steps: 100 });
	expect(
		readOptions("--seed 7 --faults hang,wipe --only 1,2 --trace".split(" ")),
	).toMatchObject({
		first: 7,
		faults: ["hang", "wipe"],
		only: [1, 2],
		isTraced: true,
	});
	expect(readOptions(["--faults", "none"]).faults).toEqual([]);
	const { faults = [] } = readOptions(["--faults", "-hang,-wipe"]);
	expect(faults).toEqual(
		faultNames.filter((name) => name !== "hang" && name !== "wipe"),
	);
	expect(() => readOptions(["--faults", "rain"])).toThrow('no fault "rain"');
	expect(() => readOptions(["--seeds", "x"])).toThrow("--seeds takes a number");
	expect(() => readOptions(["--storage", "disk"])).toThrow(
		"memory, dexie, log",
	);
	expect(() => readOptions(["--sead", "1"])).toThrow('"--sead" is not known');
});
