import type { Answer } from "../engine.js";
import type { Call, SomeOptions } from "./call.js";
import { readNothing } from "./readers.js";
import type { RestRequest } from "./route.js";

/** A call whose answer holds nothing. */
export async function empty(
	call: Call,
	request: RestRequest,
	options: SomeOptions,
): Promise<Answer<undefined>> {
	const answer = await call(request, readNothing, options);
	return answer.ok ? { ok: true, value: undefined } : answer;
}
