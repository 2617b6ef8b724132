import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

/** A virtual screen that ends with the last program on it; resolves with what goes into DISPLAY. */
export async function openScreen(): Promise<string> {
	const screen = spawn("Xvfb", ["-displayfd", "3", "-terminate"], {
		stdio: ["ignore", "ignore", "ignore", "pipe"],
	});
	const failed = once(screen, "error").then(([error]) => {
		throw new Error("WebKitGTK needs Xvfb: install it first.", {
			cause: error,
		});
	});
	// Proof of the cast: the fourth stream is a pipe to be read.
	const number = once(screen.stdio[3] as Readable, "data");
	const [chunk] = await Promise.race([number, failed]);
	return `:${String(chunk).trim()}`;
}
