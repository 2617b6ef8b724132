import { routes } from "@engine-offline/emulator/machine";
import type { StatusFailure } from "@engine-offline/sync";
import { codeNamed } from "./codes.js";
import { type Plain, type PlainCall, plainEngine } from "./plain-client.js";

/** REST as a program writes it that has `fetch` and nothing else. */
export function plainRestEngine(baseUrl: string) {
	return plainEngine(restCall(baseUrl), () => undefined);
}

function restCall(baseUrl: string): PlainCall {
	return async (rpc, request, bearer) => {
		const route = routes.find((one) => one.rpc === rpc);
		const path = (route?.path ?? "").replace(/\{(\w+)\}/g, (_, name: string) =>
			encodeURIComponent(request[name] ?? ""),
		);
		const method = route?.method ?? "GET";
		const hasBody = method === "POST" || method === "PUT";
		const query = hasBody ? "" : `?${new URLSearchParams(request)}`;
		const response = await fetch(`${baseUrl}${path}${query}`, {
			method,
			headers: {
				"content-type": "application/json",
				...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
			},
			...(hasBody && { body: JSON.stringify(request) }),
		});
		// A message, or a Status.
		const message = camelCased(await response.json()) as Plain;
		return response.ok
			? { ok: true, message }
			: { ok: false, failure: failureOf(message, response.status) };
	};
}

function failureOf(status: Plain, httpStatus: number): StatusFailure {
	// The details of a Status are messages.
	const details = (status.details ?? []) as Plain[];
	const first = (name: string) =>
		String(details.find((detail) => name in detail)?.[name] ?? "");
	return {
		kind: "status",
		code: codeNamed(Number(status.code)),
		httpStatus,
		reason: first("reason"),
		message: String(status.message ?? ""),
		suggestion: first("suggestion"),
		retryAfterMs: undefined,
	};
}

function camelCased(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(camelCased);
	if (typeof value !== "object" || value === null) return value;
	const members = Object.entries(value).map(([name, member]) => [
		name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
		camelCased(member),
	]);
	return Object.fromEntries(members);
}
