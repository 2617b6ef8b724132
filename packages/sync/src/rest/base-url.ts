import { EngineError } from "@engine-offline/core";

/**
 * Reads the base URL an app gives. https, or http for the loopback; no credentials, query, fragment or dot
 * segments. Throws `INVALID_URL`, which names the fault and never repeats what may hold a password.
 */
export function readBaseUrl(text: string): URL {
	const fault = faultInText(text);
	if (fault !== undefined) throw invalid(fault);
	const url = parse(text);
	const faultInside = faultInUrl(url);
	if (faultInside !== undefined) throw invalid(faultInside);
	return url;
}

/** What the URL parser would quietly mend, drop or reinterpret. */
function faultInText(text: unknown): string | undefined {
	if (typeof text !== "string" || text === "") return "it is empty";
	if (text.length > 2_048) return "it is longer than 2,048 characters";
	if (!/^[\x21-\x7e]+$/.test(text))
		return "it holds white space or characters outside ASCII";
	if (!/^https?:\/\/[^/]/i.test(text))
		return "it does not begin with https:// and a host";
	if (/[\\?#@]/.test(text))
		return "it holds credentials, a query, a fragment or a backslash";
	return faultInPath(text.replace(/^[^/]*\/\/[^/]*/, ""));
}

function faultInPath(path: string): string | undefined {
	if (path.includes("%")) return "its path holds percent signs";
	if (path.includes("//")) return "its path holds an empty segment";
	if (path.split("/").some((segment) => segment === "." || segment === ".."))
		return "its path holds dot segments";
	return /\/api\/v1\/?$/.test(path)
		? "it ends in /api/v1, which the client adds itself"
		: undefined;
}

function parse(text: string): URL {
	try {
		return new URL(text);
	} catch (cause) {
		throw invalid("its host or port is malformed", cause);
	}
}

function faultInUrl(url: URL): string | undefined {
	if (url.protocol === "https:") return undefined;
	return isLoopback(url.hostname)
		? undefined
		: "http is for localhost, 127.0.0.1 and [::1] alone; use https";
}

/** On a host name as the URL parser normalised it. */
export function isLoopback(hostname: string): boolean {
	return (
		hostname === "localhost" ||
		hostname.endsWith(".localhost") ||
		hostname === "[::1]" ||
		/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
	);
}

function invalid(fault: string, cause?: unknown): EngineError {
	return new EngineError(
		"INVALID_URL",
		`The base URL cannot be used: ${fault}. Give one such as https://engine.example.com or http://127.0.0.1:4810.`,
		{ cause },
	);
}
