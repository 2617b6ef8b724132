import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Everything a module imports, and what that imports, as file names and package names. */
function reachedFrom(file: URL, reached = new Set<string>()): Set<string> {
	const text = readFileSync(file, "utf8");
	for (const [, name = ""] of text.matchAll(/from "([^"]+)"/g)) {
		const isOwn = name.startsWith(".");
		const url = isOwn ? new URL(name.replace(/js$/, "ts"), file) : undefined;
		const key = url?.pathname ?? name;
		if (reached.has(key)) continue;
		reached.add(key);
		if (url !== undefined) reachedFrom(url, reached);
	}
	return reached;
}

test("[GC18] nothing of gRPC or Node is reached from the entry that pages use", () => {
	const page = [...reachedFrom(new URL("../index.ts", import.meta.url))];
	expect(page.length).toBeGreaterThan(50);
	expect(
		page.filter((name) => /^node:|\/grpc\/|wire|protobuf/.test(name)),
	).toEqual([]);
	const door = reachedFrom(new URL("./index.ts", import.meta.url));
	expect(door).toContain("node:http2");
});
