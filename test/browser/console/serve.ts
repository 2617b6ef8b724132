import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { preview } from "vite";

const root = fileURLToPath(
	new URL("../../../examples/console", import.meta.url),
);

export interface ServedConsole {
	readonly url: string;
	close(): Promise<void>;
}

/** Serves what `buildConsole` made on a free port; behind `/api` it is the Engine at `engineUrl`. */
export async function serveConsole(
	outDir: string,
	engineUrl: string,
): Promise<ServedConsole> {
	const server = await preview({
		root,
		logLevel: "silent",
		build: { outDir },
		preview: { port: 0, proxy: { "/api": engineUrl } },
	});
	return {
		url: server.resolvedUrls?.local[0] ?? "",
		close: () => server.close(),
	};
}

/**
 * Builds the console as it is shipped, for an Engine at its own address. In a process of its own: here NODE_ENV says
 * "test", and the build would be another than the shipped one.
 */
export async function buildConsole(): Promise<string> {
	const outDir = await mkdtemp(join(tmpdir(), "engine-console-"));
	const command = createRequire(import.meta.url)
		.resolve("vite")
		.replace(/dist\/node\/index\.js$/, "bin/vite.js");
	await promisify(execFile)(
		process.execPath,
		[command, "build", "--outDir", outDir, "--emptyOutDir"],
		{
			cwd: root,
			env: { ...process.env, NODE_ENV: "production", VITE_ENGINE_URL: "/" },
		},
	);
	return outDir;
}

export const removeBuild = (outDir: string): Promise<void> =>
	rm(outDir, { recursive: true, force: true });
