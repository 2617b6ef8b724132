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

const types: Readonly<Record<string, string>> = {
	".html": "text/html",
	".js": "text/javascript",
};

export async function serve(folder: string): Promise<Served> {
	const make = () =>
		createServer(async (request, response) => {
			const { pathname } = new URL(request.url ?? "", "http://_");
			const name = pathname === "/" ? "index.html" : pathname;
			const bytes = await readFile(join(folder, name)).catch(() => undefined);
			const type = types[extname(name)] ?? "application/octet-stream";
			response.writeHead(bytes === undefined ? 404 : 200, {
				"content-type": type,
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

async function listen(server: Server, port: number): Promise<number> {
	server.listen(port, "127.0.0.1");
	await once(server, "listening");
	// Proof of the cast: it listens on TCP.
	return (server.address() as AddressInfo).port;
}
