import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

/** The page, served on a port that stays: a port is part of the origin. */
export interface Served {
	readonly url: string;
	/** Nobody answers any more until `resume()`. */
	pause(): Promise<void>;
	resume(): Promise<void>;
}

const builds = ["usual", "newer", "sandboxed"] as const;
/** `newer`: a later version of the app, with a newer schema. `sandboxed`: the same page where it may keep nothing. */
export type Build = (typeof builds)[number];

const types: Readonly<Record<string, string>> = {
	".html": "text/html",
	".js": "text/javascript",
};

/** A page that may keep nothing, as in a frame that is not trusted. */
const sandbox = { "content-security-policy": "sandbox allow-scripts" };

/** Serves the builds of a page, each at the path that names it: /, /newer/, /sandboxed/. */
export async function serve(
	folderOf: (build: Build) => Promise<string>,
): Promise<Served> {
	const make = () =>
		createServer(async (request, response) => {
			const { pathname } = new URL(request.url ?? "", "http://_");
			const { build, name } = placeOf(pathname);
			const file = join(await folderOf(build), name);
			const bytes = await readFile(file).catch(() => undefined);
			const type = types[extname(name)] ?? "application/octet-stream";
			response.writeHead(bytes === undefined ? 404 : 200, {
				"content-type": type,
				// The files of a sandboxed page are asked for by nobody's origin.
				"access-control-allow-origin": "*",
				...(build === "sandboxed" ? sandbox : {}),
			});
			response.end(bytes);
		});
	let server = make();
	const port = await listen(server, 0);
	return {
		url: `http://127.0.0.1:${port}/`,
		pause: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
		resume: async () => {
			server = make();
			await listen(server, port);
		},
	};
}

function placeOf(pathname: string): { build: Build; name: string } {
	const [, folder = "", ...rest] = pathname.split("/");
	const build = builds.find((known) => known === folder);
	const name = build === undefined ? pathname.slice(1) : rest.join("/");
	return { build: build ?? "usual", name: name === "" ? "index.html" : name };
}

async function listen(server: Server, port: number): Promise<number> {
	server.listen(port, "127.0.0.1");
	await once(server, "listening");
	// Proof of the cast: it listens on TCP.
	return (server.address() as AddressInfo).port;
}
