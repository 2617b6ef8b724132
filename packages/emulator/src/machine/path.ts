/**
 * The parameters of a path that fits a template such as `/orgs/{id}/users`, or undefined when it does not fit.
 * Values are decoded, and never empty.
 */
export function matchPath(
	template: string,
	path: string,
): Readonly<Record<string, string>> | undefined {
	const wanted = template.split("/");
	const given = path.split("/");
	if (wanted.length !== given.length) return undefined;
	const parameters: Record<string, string> = {};
	for (const [index, segment] of wanted.entries()) {
		const value = given[index] ?? "";
		const name = /^\{(\w+)\}$/.exec(segment)?.[1];
		if (name === undefined && segment !== value) return undefined;
		if (name === undefined) continue;
		const decoded = decodeSegment(value);
		if (decoded === undefined || decoded === "") return undefined;
		parameters[name] = decoded;
	}
	return parameters;
}

function decodeSegment(segment: string): string | undefined {
	try {
		return decodeURIComponent(segment);
	} catch {
		return undefined;
	}
}
