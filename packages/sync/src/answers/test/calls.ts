import { systemEnvironment } from "@engine-offline/core";
import type { Answer, CallOptions, Engine } from "../../engine.js";
import { restEngine } from "../../rest/rest-engine.js";
import type { HttpEnvironment } from "../../rest/rest-options.js";
import type { AnswerContext, RequestKind } from "../answer-class.js";

export const requests: readonly RequestKind[] = [
	"read",
	"create",
	"update",
	"delete",
];

const truths = [false, true] as const;
const collections = ["orgs", "projects", "users", "members"] as const;

/** Everything that a class may depend on beside the answer. */
export function contextsOf(request: RequestKind): readonly AnswerContext[] {
	return collections.flatMap((collection) =>
		truths.flatMap((earlierInDoubt) =>
			truths.map((viewOnly) => ({
				request,
				collection,
				earlierInDoubt,
				viewOnly,
			})),
		),
	);
}

const values = { name: "n", description: "", logoUrl: "" };
const id = "o1";

/** One call of each kind, over the real client. */
export function callOf(
	engine: Engine,
	request: RequestKind,
	given: Partial<CallOptions> = {},
): Promise<Answer<unknown>> {
	const options = { bearer: "b", ...given };
	switch (request) {
		case "read":
			return engine.getOrg({ id }, options);
		case "create":
			return engine.createOrg(values, options);
		case "update":
			return engine.updateOrg({ id, ...values }, options);
		case "delete":
			return engine.deleteOrg({ id }, options);
	}
}

/** The REST client over a network that answers as told. */
export function engineOver(
	fetch: HttpEnvironment["fetch"],
	over: Partial<HttpEnvironment> = {},
): Engine {
	const { now, setTimer } = systemEnvironment();
	return restEngine({
		baseUrl: "https://engine.test",
		environment: { now, setTimer, fetch, ...over },
	});
}
