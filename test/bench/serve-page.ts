import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { preview } from "vite";
import { buildPage } from "../build-page.js";

export interface ServedPage {
	readonly url: string;
	close(): Promise<void>;
}

/** Builds one of the pages in this folder, and serves it until it is closed: a port is part of the origin. */
export async function servePage(name: string): Promise<ServedPage> {
	const root = fileURLToPath(new URL(`./${name}`, import.meta.url));
	const outDir = await buildPage(root);
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
