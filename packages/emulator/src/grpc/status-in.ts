import * as z from "zod";
import type { Status } from "../machine/status.js";

const errorInfo = z.object({
	reason: z.string(),
	metadata: z.record(z.string(), z.string()).default({}),
});
const suggestionInfo = z.object({ suggestion: z.string() });

const statusSchema = z.object({
	code: z.int().min(1).max(16),
	message: z.string().default(""),
	details: z.array(z.unknown()).default([]),
});

/** A Status that was given as JSON, with those of its details that the interface knows; undefined when it is none. */
export function statusIn(body: unknown): Status | undefined {
	const parsed = statusSchema.safeParse(body);
	if (!parsed.success) return undefined;
	return { ...parsed.data, details: parsed.data.details.flatMap(detailIn) };
}

function detailIn(value: unknown): Status["details"] {
	const info = errorInfo.safeParse(value);
	if (info.success)
		return [
			{
				"@type": "type.googleapis.com/google.rpc.ErrorInfo",
				domain: "api.aiaengine.com",
				...info.data,
			},
		];
	const suggestion = suggestionInfo.safeParse(value);
	if (!suggestion.success) return [];
	const type = "type.googleapis.com/api.SuggestionInfo";
	return [{ "@type": type, ...suggestion.data }];
}
