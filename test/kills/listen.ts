import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Opened, Order, Taken } from "./order.js";

/** What the killer hears from one start of the program. */
export interface Heard {
	readonly opened: Promise<Opened>;
	/** Resolves when the first step was acknowledged. */
	readonly begun: Promise<void>;
	/** Resolves when the storage is folding its log. */
	whenFolding(): Promise<void>;
	/** Whether it was folding, as far as was heard. */
	readonly isFolding: () => boolean;
	/** Resolves when the program has closed its store. */
	readonly closed: Promise<void>;
	/** Rejects when the program says that it failed; it never resolves. */
	readonly failed: Promise<never>;
	/** The last step of each document that was acknowledged to it. */
	readonly acknowledged: ReadonlyMap<string, number>;
}

/** The place that the program has its page and its order from, and tells. */
export interface Listening {
	readonly url: string;
	/** The order for the next start; what earlier ones say is ignored from then on. */
	expect(order: Order): Heard;
	close(): void;
}

/** `folder` holds the built page; the port never changes meanwhile, since it is part of the origin. */
export async function listen(folder: string): Promise<Listening> {
	let current: Listener | undefined;
	const server = createServer(async (request, response) => {
		const { pathname, searchParams } = new URL(request.url ?? "", "http://_");
		if (request.method === "POST") {
			const body = jsonOf(await textOf(request).catch(() => ""));
			const isCurrent =
				Number(searchParams.get("start")) === current?.order.start;
			if (isCurrent && body !== undefined) current?.hear(pathname, body);
			response.end();
		} else if (pathname === "/order")
			response.end(JSON.stringify(current?.order));
		else {
			const file = join(folder, pathname === "/" ? "index.html" : pathname);
			const bytes = await readFile(file).catch(() => undefined);
			response.writeHead(bytes === undefined ? 404 : 200, typeOf(file));
			response.end(bytes);
		}
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	// Proof of the cast: it listens on TCP.
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		expect: (order) => {
			current = createListener(order);
			return current.heard;
		},
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

interface Listener {
	readonly order: Order;
	readonly heard: Heard;
	hear(path: string, body: unknown): void;
}

function createListener(order: Order): Listener {
	const opened = deferred<Opened>();
	const begun = deferred<void>();
	let nextFold = deferred<void>();
	const closed = deferred<void>();
	const failed = deferred<never>();
	const acknowledged = new Map<string, number>();
	let isFolding = false;
	// Also when nobody waits for it any more.
	failed.promise.catch(() => {});
	return {
		order,
		heard: {
			opened: opened.promise,
			begun: begun.promise,
			whenFolding: () => nextFold.promise,
			isFolding: () => isFolding,
			closed: closed.promise,
			failed: failed.promise,
			acknowledged,
		},
		// Proof of the casts: what is said under a path is what talk.ts says there.
		hear: (path, body) => {
			if (path === "/opened") opened.resolve(body as Opened);
			if (path === "/folding") {
				isFolding = body as boolean;
				if (isFolding) nextFold.resolve();
				else nextFold = deferred();
			}
			if (path === "/closed") closed.resolve();
			if (path === "/failed") failed.reject(new Error(String(body)));
			if (path === "/acknowledged") {
				begun.resolve();
				for (const [id, step] of body as Taken[])
					acknowledged.set(id, step ?? 0);
			}
		},
	};
}

function deferred<Value>() {
	let resolve: (value: Value) => void = () => {};
	let reject: (reason: Error) => void = () => {};
	const promise = new Promise<Value>((yes, no) => {
		resolve = yes;
		reject = no;
	});
	return { promise, resolve, reject };
}

/** Undefined for what was cut off by a kill. */
function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

async function textOf(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part);
	return Buffer.concat(parts).toString("utf8");
}

const types: Readonly<Record<string, string>> = {
	".html": "text/html",
	".js": "text/javascript",
};

const typeOf = (file: string) => ({
	"content-type": types[extname(file)] ?? "application/octet-stream",
});
