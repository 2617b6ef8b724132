import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const source = new URL(".", import.meta.url);
const spec = readFileSync(new URL("../SPEC.md", source), "utf8");

const numbersIn = (text: string, family: string) =>
	new Set(
		[...text.matchAll(/\[(\w\w)(\d+)\]/g)]
			.filter((found) => found[1] === family)
			.map((found) => Number(found[2])),
	);
const families = ["EM", "EG"];

test.each(families)(
	"every rule of SPEC.md is named by a test, and no other: %s",
	(family) => {
		const files = readdirSync(source, { recursive: true, encoding: "utf8" });
		const tests = files.filter((file) => file.endsWith(".test.ts"));
		const text = tests
			.map((file) => readFileSync(new URL(file, source), "utf8"))
			.join("\n");
		const sorted = (numbers: Set<number>) => [...numbers].sort((a, b) => a - b);
		expect(sorted(numbersIn(text, family))).toEqual(
			sorted(numbersIn(spec, family)),
		);
	},
);

test.each(families)("the rules are numbered without a gap: %s", (family) => {
	const numbers = [...numbersIn(spec, family)];
	expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
