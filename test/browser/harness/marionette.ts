import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Firefox's own WebDriver: the same commands as over HTTP, as JSON over a plain connection. */
export interface Marionette {
	send(command: string, parameters?: object): Promise<unknown>;
	end(): void;
}

interface Waiting {
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
}

export async function openMarionette(port: number): Promise<Marionette> {
	const socket = connect(port, "127.0.0.1");
	await once(socket, "connect");
	const waiting = new Map<number, Waiting>();
	let sent = 0;
	readMessages(socket, (message) => {
		// The first one greets.
		if (!Array.isArray(message)) return;
		const [, id, error, result] = message;
		const { resolve, reject } = waiting.get(id) ?? {};
		waiting.delete(id);
		if (error) reject?.(new Error(`${error.error}: ${error.message}`));
		else resolve?.(result);
	});
	socket.on("error", () => {});
	socket.on("close", () => {
		for (const { reject } of waiting.values())
			reject(new Error("Firefox has ended."));
	});
	return {
		send: (command, parameters = {}) =>
			new Promise((resolve, reject) => {
				const id = ++sent;
				waiting.set(id, { resolve, reject });
				const text = JSON.stringify([0, id, command, parameters]);
				socket.write(`${Buffer.byteLength(text)}:${text}`);
			}),
		end: () => socket.destroy(),
	};
}

/** Each message has its length in bytes and a colon before it. */
function readMessages(socket: Socket, take: (message: unknown) => void): void {
	let bytes = Buffer.alloc(0);
	socket.on("data", (chunk: Buffer) => {
		bytes = Buffer.concat([bytes, chunk]);
		for (;;) {
			const colon = bytes.indexOf(":");
			if (colon < 0) return;
			const end = colon + 1 + Number(bytes.toString("utf8", 0, colon));
			if (bytes.length < end) return;
			take(JSON.parse(bytes.toString("utf8", colon + 1, end)));
			bytes = bytes.subarray(end);
		}
	});
}
