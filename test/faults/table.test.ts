import { describe, expect, it } from "vitest";
import { filesIn, read } from "./files.js";

const tests = ["packages", "test", "examples"]
	.flatMap(filesIn)
	.filter((path) => /\.test\.tsx?$/.test(path))
	.map((path) => ({ path, text: read(path) }));

/** What one row names: files that carry the sign, scenarios, and rules. */
interface Row {
	readonly signs: readonly string[];
	readonly files: readonly string[];
	readonly scenarios: readonly string[];
	readonly rules: readonly string[];
	readonly isSentence: boolean;
}

const rows = read("test/FAULTS.md")
	.split("\n")
	.filter((line) => /^\| [PDX]\d/.test(line))
	.map((line): Row => {
		const [, signs = "", , shown = ""] = line.split("|");
		const quoted = [...shown.matchAll(/`([^`]+)`/g)].map(
			([, text = ""]) => text,
		);
		return {
			signs: signs.trim().split(" "),
			files: quoted.filter((text) => /^[a-z]+\/src\//.test(text)),
			scenarios: quoted.filter((text) => /^[a-z]+(-[a-z]+)*$/.test(text)),
			rules: [...shown.matchAll(/\[[A-Z]{2}\d+\]/g)].map(([rule]) => rule),
			isSentence: shown.trim().startsWith("No test:"),
		};
	});

const numbered = (letter: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

describe("the table of faults", () => {
	it("has every fault of processes and storage, and every point of security", () => {
		expect(rows.flatMap(({ signs }) => signs)).toEqual([
			...numbered("P", 12),
			...numbered("D", 8),
			...numbered("X", 20),
		]);
	});

	it("names only files whose tests carry the sign", () => {
		const wrong = rows.flatMap(({ signs, files }) =>
			files.filter((file) => {
				const found = tests.filter(({ path }) =>
					path.startsWith(`packages/${file}`),
				);
				return !found.some(({ text }) =>
					signs.some((sign) => text.includes(`[${sign}]`)),
				);
			}),
		);
		expect(wrong).toEqual([]);
	});

	it("names only scenarios of browsers that carry the sign", () => {
		const titles = tests
			.filter(({ path }) => path.startsWith("test/browser/life-cycle/"))
			.flatMap(({ text }) => [...text.matchAll(/["`]([a-z-]+): (\[.*)/g)]);
		const wrong = rows.flatMap(({ signs, scenarios }) =>
			scenarios.filter(
				(scenario) =>
					!titles.some(
						([, name, rest = ""]) =>
							name === scenario &&
							signs.some((sign) => rest.includes(`[${sign}]`)),
					),
			),
		);
		expect(wrong).toEqual([]);
	});

	it("names only rules that a test quotes", () => {
		const wrong = rows
			.flatMap(({ rules }) => rules)
			.filter((rule) => !tests.some(({ text }) => text.includes(rule)));
		expect(wrong).toEqual([]);
	});

	it("leaves no sign without a test that names it, or a sentence that says why there is none", () => {
		const bare = rows
			.filter(({ isSentence }) => !isSentence)
			.flatMap(({ signs }) => signs)
			.filter((sign) => !tests.some(({ text }) => text.includes(`[${sign}]`)));
		expect(bare).toEqual([]);
	});
});
