/** The members of a query string, without help from the platform: this code runs in bare realms too. */
export function parseQuery(query: string): Readonly<Record<string, string>> {
	const pairs = query
		.split("&")
		.filter((pair) => pair !== "")
		.map((pair): [string, string] => {
			const at = pair.indexOf("=");
			if (at < 0) return [decode(pair), ""];
			return [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
		});
	return Object.fromEntries(pairs);
}

function decode(text: string): string {
	const spaced = text.replaceAll("+", " ");
	try {
		return decodeURIComponent(spaced);
	} catch {
		return spaced;
	}
}
