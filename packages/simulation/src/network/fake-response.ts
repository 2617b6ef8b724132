import type { RestResponse } from "@engine-offline/emulator/machine";

/** As much of a fetch Response as a client of JSON reads, without the platform's own timing in its body. */
export function fakeResponse(
	{ status, headers, body }: RestResponse,
	isCut: boolean,
): Response {
	const response = {
		status,
		ok: status >= 200 && status < 300,
		type: "basic",
		redirected: false,
		url: "",
		headers: new Headers(headers),
		body: { getReader: () => readerOf(body, isCut) },
	};
	// Proof of the cast: the REST client reads these members and no others.
	return response as unknown as Response;
}

/** Two chunks; of a cut body the second one never comes. */
function readerOf(body: string, isCut: boolean) {
	const bytes = new TextEncoder().encode(body);
	const middle = bytes.length >> 1;
	const chunks = [bytes.slice(0, middle), bytes.slice(middle)];
	return {
		read: async () => {
			if (isCut && chunks.length === 1) throw new TypeError("terminated");
			const value = chunks.shift();
			return value === undefined ? { done: true } : { done: false, value };
		},
		cancel: async () => undefined,
	};
}
