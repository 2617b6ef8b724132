import type { IncomingMessage } from "node:http";

const bodyLimit = 1024 * 1024;

export type Body =
	| { readonly kind: "read"; readonly text: string }
	| { readonly kind: "tooLarge" };

/** The body as text. One over a megabyte is read to its end, so that the answer arrives, but not kept. */
export async function readBody(request: IncomingMessage): Promise<Body> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		if (size <= bodyLimit) chunks.push(bytes);
	}
	if (size > bodyLimit) return { kind: "tooLarge" };
	return { kind: "read", text: Buffer.concat(chunks).toString("utf8") };
}
