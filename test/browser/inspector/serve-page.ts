import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { preview } from "vite";

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
	await build(outDir);
	const server = await preview({
		root,
		configFile: false,
		logLevel: "error",
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

/** In a process of its own: here NODE_ENV says "test", and the build would be another than an app's. */
async function build(outDir: string): Promise<void> {
	const command = createRequire(import.meta.url)
		.resolve("vite")
		.replace(/dist\/node\/index\.js$/, "bin/vite.js");
	await promisify(execFile)(
		process.execPath,
		[command, "build", "--outDir", outDir, "--emptyOutDir"],
		{ cwd: root, env: { ...process.env, NODE_ENV: "production" } },
	);
}
