import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The files that a file reaches by imports, itself included, and the packages it names. */
function reach(file: URL, seen = new Map<string, string[]>()) {
	if (seen.has(file.href)) return seen;
	const text = readFileSync(file, "utf8");
	const names = [...text.matchAll(/\bfrom "([^"]+)"/g)].map(
		(found) => found[1] ?? "",
	);
	seen.set(
		file.href,
		names.filter((name) => !name.startsWith(".")),
	);
	for (const name of names)
		if (name.startsWith("."))
			reach(new URL(name.replace(/\.js$/, ".ts"), file), seen);
	return seen;
}

test("the machine needs nothing of the platform, so that it runs in browsers and bare realms", () => {
	const files = reach(new URL("../machine.ts", import.meta.url));
	expect(files.size).toBeGreaterThan(20);
	expect(new Set([...files.values()].flat())).toEqual(new Set(["zod"]));
	for (const href of files.keys()) {
		const text = readFileSync(new URL(href), "utf8");
		expect(text).not.toMatch(
			/\b(Date\.now|Math\.random|setTimeout|process\.|Buffer|URLSearchParams|new URL\()/,
		);
	}
});
