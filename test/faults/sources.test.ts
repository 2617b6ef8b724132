import { describe, expect, it } from "vitest";
import { filesIn, librarySources, read } from "./files.js";

const sources = librarySources().map((path) => ({ path, text: read(path) }));
const having = (pattern: RegExp) =>
	sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe("what is shipped", () => {
	it("is looked at", () => {
		expect(sources.length).toBeGreaterThan(200);
	});

	it("[X6] makes no markup of a text, and runs none", () => {
		const forbidden =
			/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(/;
		expect(having(forbidden)).toEqual([]);
	});

	it("[X15] has no pattern with a repetition in a repetition, and takes none from anybody", () => {
		const nested =
			/\/[^/\n]*\((?!\?:\\\.)[^()\n]*[+*][^()\n]*\)[+*{][^/\n]*\/[a-z]*[,.;)]/;
		expect(having(nested)).toEqual([]);
		expect(having(/new RegExp\(|\$regex/)).toEqual([]);
	});

	it("[X4] claims no encryption", () => {
		expect(having(/crypto-js|subtle\.encrypt/)).toEqual([]);
	});
});

describe("the supply chain", () => {
	const manifests = ["packages", "examples", "test"]
		.flatMap(filesIn)
		.filter((path) => path.endsWith("/package.json"))
		.concat("package.json")
		.map((path) => ({ path, json: JSON.parse(read(path)) }));

	it("[X18] knows every package by its exact version, in a lockfile that is installed as it is and without scripts", () => {
		const versions = manifests.flatMap(({ path, json }) =>
			[json.dependencies, json.devDependencies].flatMap((given) =>
				Object.entries(given ?? {}).map(([name, version]) => ({
					where: `${path}: ${name}`,
					version: String(version),
				})),
			),
		);
		expect(versions.length).toBeGreaterThan(20);
		const loose = versions.filter(
			({ version }) =>
				!/^(workspace:|npm:.+@)?\d+\.\d+\.\d+[\w.-]*$/.test(version),
		);
		expect(loose).toEqual([]);
		expect(read("pnpm-lock.yaml")).toContain("lockfileVersion");
		const { setup } = JSON.parse(read("package.json")).scripts;
		expect(setup).toContain("--frozen-lockfile --ignore-scripts");
	});

	it("[X18] runs nothing of ours when it is installed", () => {
		const hooks = manifests.flatMap(({ path, json }) =>
			Object.keys(json.scripts ?? {})
				.filter((name) => /^(pre|post)?install$|^prepare$/.test(name))
				.map((name) => `${path}: ${name}`),
		);
		expect(hooks).toEqual([]);
	});
});
