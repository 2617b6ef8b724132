import { pathText } from "../fixture/schema.js";
import { isRefusal, type Refusal } from "../machine/context.js";
import { parseBody } from "../machine/json.js";
import { matchPath } from "../machine/path.js";
import { refuse } from "../machine/refusals.js";
import type { RestRequest, RestResponse } from "../machine/rest.js";
import { httpStatusOf } from "../machine/status.js";
import type { Control } from "./control.js";
import type { ControlRoute } from "./control-route.js";
import { controlRoutes } from "./control-routes.js";

export const controlPrefix = "/control/v1";

/** Answers a request under `/control/v1`. It wraps the methods of Control and adds nothing to them. */
export function handleControl(
	control: Control,
	request: RestRequest,
): RestResponse {
	const [path = ""] = request.url.split("?", 1);
	for (const route of controlRoutes) {
		if (route.method !== request.method) continue;
		const parameters = matchPath(`${controlPrefix}${route.path}`, path);
		if (parameters === undefined) continue;
		const body = readBody(route, request.body ?? "");
		if (isRefusal(body)) return refused(body);
		const at = (name: string) => parameters[name] ?? "";
		return run(() => route.run({ control, body: body.value, at }));
	}
	return refused(notThere(`There is no ${request.method} ${path}.`));
}

function readBody(
	route: ControlRoute,
	text: string,
): { readonly value: unknown } | Refusal {
	const members = parseBody(text);
	if (isRefusal(members)) return members;
	const parsed = route.body.safeParse(members);
	if (parsed.success) return { value: parsed.data };
	const message = parsed.error.issues
		.map((issue) => `${pathText(issue.path)}: ${issue.message}`)
		.join("; ");
	return refuse("INVALID_ARGUMENT", { reason: "INVALID_BODY", message });
}

function run(operation: () => unknown): RestResponse {
	try {
		return json(200, operation() ?? {});
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return refused(notThere(message));
	}
}

function notThere(message: string): Refusal {
	return refuse("NOT_FOUND", { reason: "NOT_FOUND", message });
}

function refused({ refusal }: Refusal): RestResponse {
	return json(httpStatusOf(refusal), refusal);
}

function json(status: number, value: unknown): RestResponse {
	const headers = { "content-type": "application/json" };
	return { status, headers, body: JSON.stringify(value) };
}
