export type BodyText =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly why: "unreadable" | "too-large" };

/**
 * The text of a body, read up to `maxBytes` of decompressed UTF-8. Neither the announced length nor the sender's
 * patience is trusted: what is endless is given up at the bound.
 */
export async function readBody(
	response: Response,
	maxBytes: number,
): Promise<BodyText> {
	if (response.body === null) return { ok: true, text: "" };
	const reader = response.body.getReader();
	const decoder = new TextDecoder("utf-8", { fatal: true });
	const parts: string[] = [];
	let bytes = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			bytes += value.byteLength;
			if (bytes > maxBytes) return giveUp(reader, "too-large");
			parts.push(decoder.decode(value, { stream: true }));
		}
		parts.push(decoder.decode());
	} catch {
		return giveUp(reader, "unreadable");
	}
	return { ok: true, text: parts.join("") };
}

/** Cancelling tells the sender to stop; what it says to that is of no interest, and is not waited for. */
function giveUp(
	reader: ReadableStreamDefaultReader<Uint8Array>,
	why: "unreadable" | "too-large",
): BodyText {
	reader.cancel().then(undefined, () => undefined);
	return { ok: false, why };
}
