import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, defaultClientConditions, preview } from "vite";
import type { ServedPage } from "./serve-page.js";

/** Builds a page as a shipped one would be, and serves it, always on the same port: a port is part of the origin. */
export async function serveFolder(
	root: string,
	port: number,
): Promise<ServedPage> {
	const outDir = await mkdtemp(join(tmpdir(), "engine-bench-page-"));
	await build({
		root,
		configFile: false,
		logLevel: "error",
		resolve: {
			conditions: ["@engine-offline/source", ...defaultClientConditions],
			dedupe: ["rxdb"],
		},
		build: { outDir, emptyOutDir: true, target: "es2022" },
	});
	const server = await preview({
		root,
		configFile: false,
		logLevel: "error",
		build: { outDir },
		preview: { host: "127.0.0.1", port, strictPort: port !== 0 },
	});
	return {
		url: server.resolvedUrls?.local[0] ?? "",
		close: async () => {
			await server.close();
			await rm(outDir, { recursive: true, force: true });
		},
	};
}
