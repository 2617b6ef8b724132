import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { preview } from "vite";

const root = fileURLToPath(new URL("../../examples/console", import.meta.url));

export interface ServedConsole {
	readonly url: string;
	close(): Promise<void>;
}

/** Builds the console as it is shipped, for the Engine at `engineUrl`, and serves it on a free port. */
export async function serveConsole(engineUrl: string): Promise<ServedConsole> {
	const outDir = await mkdtemp(join(tmpdir(), "engine-console-"));
	await build(outDir, engineUrl);
	const server = await preview({
		root,
		logLevel: "error",
		build: { outDir },
		preview: { port: 0 },
	});
	return {
		url: server.resolvedUrls?.local[0] ?? "",
		close: async () => {
			await server.close();
			await rm(outDir, { recursive: true, force: true });
		},
	};
}

/** In a process of its own: here NODE_ENV says "test", and the build would be another than the shipped one. */
async function build(outDir: string, engineUrl: string): Promise<void> {
	const command = createRequire(import.meta.url)
		.resolve("vite")
		.replace(/dist\/node\/index\.js$/, "bin/vite.js");
	await promisify(execFile)(
		process.execPath,
		[command, "build", "--outDir", outDir, "--emptyOutDir"],
		{
			cwd: root,
			env: {
				...process.env,
				NODE_ENV: "production",
				VITE_ENGINE_URL: engineUrl,
			},
		},
	);
}
