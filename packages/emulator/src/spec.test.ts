import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const source = new URL(".", import.meta.url);
const spec = readFileSync(new URL("../SPEC.md", source), "utf8");

const numbersIn = (text: string) =>
	new Set([...text.matchAll(/\[EM(\d+)\]/g)].map((found) => Number(found[1])));

test("every rule of SPEC.md is named by a test, and no other", () => {
	const files = readdirSync(source, { recursive: true, encoding: "utf8" });
	const tests = files.filter((file) => file.endsWith(".test.ts"));
	const text = tests
		.map((file) => readFileSync(new URL(file, source), "utf8"))
		.join("\n");
	const sorted = (numbers: Set<number>) => [...numbers].sort((a, b) => a - b);
	expect(sorted(numbersIn(text))).toEqual(sorted(numbersIn(spec)));
});

test("the rules are numbered without a gap", () => {
	const numbers = [...numbersIn(spec)];
	expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
