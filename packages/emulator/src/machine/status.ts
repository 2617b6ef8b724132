/** The gRPC codes that the Engine answers with, and the HTTP status each becomes. */
export const codes = {
	OK: { number: 0, http: 200 },
	UNKNOWN: { number: 2, http: 500 },
	INVALID_ARGUMENT: { number: 3, http: 400 },
	DEADLINE_EXCEEDED: { number: 4, http: 504 },
	NOT_FOUND: { number: 5, http: 404 },
	ALREADY_EXISTS: { number: 6, http: 409 },
	PERMISSION_DENIED: { number: 7, http: 403 },
	RESOURCE_EXHAUSTED: { number: 8, http: 429 },
	FAILED_PRECONDITION: { number: 9, http: 400 },
	ABORTED: { number: 10, http: 409 },
	UNIMPLEMENTED: { number: 12, http: 501 },
	INTERNAL: { number: 13, http: 500 },
	UNAVAILABLE: { number: 14, http: 503 },
	UNAUTHENTICATED: { number: 16, http: 401 },
} as const;

export type CodeName = keyof typeof codes;

export interface ErrorInfo {
	readonly "@type": "type.googleapis.com/google.rpc.ErrorInfo";
	readonly reason: string;
	readonly domain: "api.aiaengine.com";
	readonly metadata: Readonly<Record<string, string>>;
}

export interface SuggestionInfo {
	readonly "@type": "type.googleapis.com/api.SuggestionInfo";
	readonly suggestion: string;
}

export type Detail = ErrorInfo | SuggestionInfo;

/** A gRPC Status. `code` is the gRPC number; decide by it and by the reason, never by `message`. */
export interface Status {
	readonly code: number;
	readonly message: string;
	readonly details: readonly Detail[];
}

export interface StatusOptions {
	readonly reason: string;
	readonly message: string;
	readonly suggestion?: string;
	readonly metadata?: Readonly<Record<string, string>>;
}

export function createStatus(code: CodeName, options: StatusOptions): Status {
	const info: ErrorInfo = {
		"@type": "type.googleapis.com/google.rpc.ErrorInfo",
		reason: options.reason,
		domain: "api.aiaengine.com",
		metadata: options.metadata ?? {},
	};
	const details: readonly Detail[] =
		options.suggestion === undefined
			? [info]
			: [info, suggestionInfo(options.suggestion)];
	return { code: codes[code].number, message: options.message, details };
}

function suggestionInfo(suggestion: string): SuggestionInfo {
	return { "@type": "type.googleapis.com/api.SuggestionInfo", suggestion };
}

export function httpStatusOf(status: Status): number {
	const found = Object.values(codes).find((one) => one.number === status.code);
	return found?.http ?? 500;
}

/** The reason in a Status, or undefined when its details were left out. */
export function reasonOf(status: Status): string | undefined {
	for (const detail of status.details)
		if ("reason" in detail) return detail.reason;
	return undefined;
}
