import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plugin, transformWithOxc } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const readme = join(here, "../../README.md");
/** Snippets pretend to stand here: what they import is found as from a file of this package. */
const folder = join(here, "readme");

/**
 * Lets a test import the snippets of the README, `readme:org-list.vue` for the one that begins with that name in a
 * comment, compiled as its framework compiles it. So a snippet cannot differ from what was tested.
 */
export function readmeSnippets(): Plugin {
	return {
		name: "readme-snippets",
		enforce: "pre",
		resolveId: (id, importer) => {
			if (id.startsWith("readme:")) return fileOf(id.slice("readme:".length));
			const isBesideSnippet = importer !== undefined && isSnippet(importer);
			return isBesideSnippet ? fileByImport.get(id) : undefined;
		},
		load: (id) => {
			if (!isSnippet(id)) return undefined;
			const name = id.slice(folder.length + 1, -".snippet".length);
			return compile(name, snippetOf(name));
		},
	};
}

const fileOf = (name: string) => join(folder, `${name}.snippet`);
/** What snippets import of one another. */
const fileByImport = new Map([
	["./store.js", fileOf("store.ts")],
	["./inspected.js", fileOf("inspected.tsx")],
]);
const isSnippet = (id: string) =>
	id.startsWith(folder) && id.endsWith(".snippet");

function snippetOf(name: string): string {
	const text = readFileSync(readme, "utf8");
	for (const [, code = ""] of text.matchAll(/```\w+\n(.*?)```/gs)) {
		const firstLine = code.split("\n", 1)[0] ?? "";
		if (firstLine.includes(` ${name}`)) return code;
	}
	throw new Error(`The README has no snippet that begins with "// ${name}".`);
}

async function compile(name: string, code: string): Promise<string> {
	if (name.endsWith(".vue")) return compileVue(name, code);
	if (name.endsWith(".svelte")) return compileSvelte(name, code);
	if (code.includes('"solid-js"')) return compileSolid(name, code);
	return strip(name, code);
}

/** TypeScript, JSX of React and Angular's decorators. */
async function strip(name: string, code: string): Promise<string> {
	const options = {
		decorator: { legacy: true },
		jsx: { runtime: "automatic" },
	} as const;
	return (await transformWithOxc(code, join(folder, name), options)).code;
}

async function compileVue(name: string, code: string): Promise<string> {
	const { compileScript, parse } = await import("vue/compiler-sfc");
	const { descriptor } = parse(code, { filename: name });
	const { content } = compileScript(descriptor, {
		id: name,
		inlineTemplate: true,
	});
	return strip(`${name}.ts`, content);
}

async function compileSvelte(name: string, code: string): Promise<string> {
	const { compile: compileComponent } = await import("svelte/compiler");
	return compileComponent(code, { filename: name, generate: "client" }).js.code;
}

async function compileSolid(name: string, code: string): Promise<string> {
	const { transformAsync } = await import("@babel/core");
	const result = await transformAsync(code, {
		filename: name,
		presets: ["solid"],
		cwd: here,
		configFile: false,
		babelrc: false,
	});
	return result?.code ?? "";
}
