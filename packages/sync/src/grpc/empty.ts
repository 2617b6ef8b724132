import type { DescMessage } from "@bufbuild/protobuf";
import type { Answer } from "../engine.js";
import type { SomeOptions } from "../rest/call.js";
import type { Asked, Call } from "./call.js";
import { readNothing } from "./message-readers.js";

/** A call whose answer holds nothing. */
export async function empty<Input extends DescMessage>(
	call: Call,
	asked: Asked<Input>,
	options: SomeOptions,
): Promise<Answer<undefined>> {
	const answer = await call(asked, readNothing, options);
	return answer.ok ? { ok: true, value: undefined } : answer;
}
