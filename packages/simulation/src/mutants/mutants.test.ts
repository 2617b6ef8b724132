import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { applyPatches } from "./apply-patches.js";
import { mutants, waitingMutants } from "./catalogue/catalogue.js";
import { neededIn } from "./table.js";

const root = new URL("../../../../", import.meta.url);
const sourceOf = (file: string) => readFileSync(new URL(file, root), "utf8");

const files = [
	...new Set(mutants.flatMap(({ patches }) => patches.map(({ file }) => file))),
];

describe("the deliberate bugs", () => {
	it.each(mutants)("fits the sources as they are: $name", ({ patches }) => {
		for (const file of files) {
			const own = patches.filter((patch) => patch.file === file);
			if (own.length === 0) continue;
			const source = sourceOf(file);
			expect(applyPatches(source, own)).not.toBe(source);
		}
	});

	it("are at least 25, each with a name of its own and an invariant", () => {
		expect(mutants.length).toBeGreaterThanOrEqual(25);
		expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
		for (const { invariant } of mutants)
			expect(invariant).toMatch(/^(S([1-9]|1[0-8])|L[1-7])$/);
	});

	it("stand in the table of SPEC.md, each with its invariant", () => {
		const spec = sourceOf("packages/simulation/SPEC.md");
		for (const { name, invariant } of [...mutants, ...waitingMutants])
			expect(spec).toContain(`| ${name} | ${invariant} | `);
		for (const mutant of mutants)
			expect(neededIn(spec, mutant)).toBeGreaterThan(0);
	});

	it("are in sources that are shipped", () => {
		for (const file of files)
			expect(file).toMatch(/^packages\/(core|sync)\/src\/.*\.ts$/);
	});

	it("cannot be made where the text is missing, or stands twice", () => {
		const patch = { file: "f", find: "b", replace: "x" };
		expect(applyPatches("abc", [patch])).toBe("axc");
		expect(() => applyPatches("ac", [patch])).toThrow("0 times");
		expect(() => applyPatches("abcb", [patch])).toThrow("2 times");
	});
});
