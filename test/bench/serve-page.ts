import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, defaultClientConditions, preview } from "vite";

export interface ServedPage {
	readonly url: string;
	close(): Promise<void>;
}

/** Builds the page as a shipped one would be, and serves it on a free port. */
export async function servePage(): Promise<ServedPage> {
	const outDir = await mkdtemp(join(tmpdir(), "engine-bench-page-"));
	const root = fileURLToPath(new URL("./page", import.meta.url));
	await build({
		root,
		configFile: false,
		logLevel: "error",
		resolve: {
			conditions: ["@engine-offline/source", ...defaultClientConditions],
		},
		build: { outDir, emptyOutDir: true, target: "es2022" },
	});
	const server = await preview({
		root,
		configFile: false,
		logLevel: "error",
		build: { outDir },
		preview: { host: "127.0.0.1", port: 0 },
	});
	return {
		url: server.resolvedUrls?.local[0] ?? "",
		close: async () => {
			await server.close();
			await rm(outDir, { recursive: true, force: true });
		},
	};
}
