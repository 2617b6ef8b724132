import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, defaultClientConditions, type Plugin } from "vite";

/** Builds a page as a shipped one would be, into a folder of its own that the caller removes. */
export async function buildPage(
	root: string,
	plugins: Plugin[] = [],
): Promise<string> {
	const outDir = await mkdtemp(join(tmpdir(), "engine-page-"));
	await build({
		root,
		configFile: false,
		logLevel: "error",
		// It may be served from any folder.
		base: "./",
		plugins,
		resolve: {
			conditions: ["@engine-offline/source", ...defaultClientConditions],
			dedupe: ["rxdb"],
		},
		build: { outDir, emptyOutDir: true, target: "es2022" },
	});
	return outDir;
}
