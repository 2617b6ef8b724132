import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, defaultClientConditions, preview } from "vite";

const root = fileURLToPath(
	new URL("../../../packages/react/src/test/inspector-page", import.meta.url),
);

export interface ServedPage {
	readonly url: string;
	close(): Promise<void>;
}

/** Builds the inspector's page from the sources, and serves it on a free port. */
export async function servePage(): Promise<ServedPage> {
	const outDir = await mkdtemp(join(tmpdir(), "engine-inspector-"));
	const shared = { root, configFile: false, logLevel: "error" } as const;
	await build({
		...shared,
		mode: "production",
		define: { "process.env.NODE_ENV": '"production"' },
		resolve: {
			conditions: ["@engine-offline/source", ...defaultClientConditions],
			dedupe: ["rxjs", "react", "react-dom"],
		},
		build: { outDir, emptyOutDir: true, target: "es2022" },
	});
	const server = await preview({
		...shared,
		build: { outDir },
		preview: { port: 0, host: "127.0.0.1" },
	});
	return {
		url: server.resolvedUrls?.local[0] ?? "",
		close: async () => {
			await server.close();
			await rm(outDir, { recursive: true, force: true });
		},
	};
}
