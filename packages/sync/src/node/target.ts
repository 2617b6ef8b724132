import { EngineError } from "@engine-offline/core";
import { readBaseUrl } from "../rest/base-url.js";

/** A base URL means REST/JSON, a `host:port` means gRPC. */
export type Target =
	| { readonly kind: "rest"; readonly baseUrl: string }
	| { readonly kind: "grpc"; readonly host: string; readonly port: number };

/** `source` names the variable, or the file and field, for the error. Throws `INVALID_CONFIG`. */
export function readTarget(text: string, source: string): Target {
	if (/^https?:/i.test(text))
		return { kind: "rest", baseUrl: checked(text, source) };
	const [, host, digits] =
		/^([\w.-]{1,253}|\[[\da-fA-F:.]{2,45}\]):(\d{1,5})$/.exec(text) ?? [];
	const port = Number(digits);
	if (host === undefined || port < 1 || port > 65_535)
		throw new EngineError(
			"INVALID_CONFIG",
			`${source} must be a base URL such as https://engine.example.com, or a host and port such as engine.example.com:443. Correct it.`,
		);
	return { kind: "grpc", host, port };
}

function checked(text: string, source: string): string {
	try {
		readBaseUrl(text);
		return text;
	} catch (cause) {
		const why = cause instanceof EngineError ? cause.message : "";
		throw new EngineError("INVALID_CONFIG", `${source}: ${why}`, { cause });
	}
}
