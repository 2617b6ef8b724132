import type { Answer } from "../engine.js";
import type { Closing } from "./closing.js";
import { type Head, lost, refused, unsent } from "./failures.js";
import { parseJson } from "./json.js";
import { type BodyText, readBody } from "./read-body.js";
import { type Reader, readWithPauses } from "./readers.js";
import type { HttpEnvironment } from "./rest-options.js";
import { retryAfterMs } from "./retry-after.js";
import { readStatusBody, type StatusBody } from "./status-body.js";
import { type GivenUp, withinDeadline } from "./within-deadline.js";

/** Parsing less than so many characters is over before anybody notices. */
const LONG_TEXT = 500_000;

/** One HTTP request, ready to go. */
export interface Outgoing {
	readonly url: URL;
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | undefined;
	readonly deadlineMs: number;
	readonly signal: AbortSignal | undefined;
}

export interface Wire {
	readonly environment: HttpEnvironment;
	readonly maxBodyBytes: number;
	readonly closing: Closing;
}

/**
 * Sends one request and reads its answer with `read`. Never rejects, never follows a redirect, sends no cookie and
 * no referrer, and takes nothing from a cache. The deadline covers the last byte of the body.
 */
export async function exchange<Value>(
	wire: Wire,
	outgoing: Outgoing,
	read: Reader<Value>,
): Promise<Answer<Value>> {
	if (outgoing.signal?.aborted || wire.closing.isClosed())
		return unsent("aborted", "The call was given up before it was sent.");
	const { closing, environment } = wire;
	const limits = { ...outgoing, closing, setTimer: environment.setTimer };
	let head: Head | undefined;
	const heard = (begun: Head) => {
		head = begun;
	};
	const answer = await withinDeadline(limits, (signal) =>
		converse(wire, { outgoing, signal, heard }, read),
	);
	return typeof answer === "string" ? brokenOff(answer, head) : answer;
}

interface Call {
	readonly outgoing: Outgoing;
	readonly signal: AbortSignal;
	/** Told of an answer's head, before its body is read. */
	readonly heard: (head: Head) => void;
}

async function converse<Value>(
	wire: Wire,
	call: Call,
	read: Reader<Value>,
): Promise<Answer<Value>> {
	const response = await send(wire, call.outgoing, call.signal);
	if (response === undefined) return lost("network");
	const head = headOf(response, wire.environment.now());
	if (isRedirect(response, call.outgoing.url)) return lost("redirect", head);
	call.heard(head);
	const body = await readBody(response, wire.maxBodyBytes);
	if (!isOk(head)) return refusal(head, body);
	if (!body.ok) return lost(body.why, head);
	return head.isJson || body.text === ""
		? good(wire, { head, text: body.text }, read)
		: lost("not-json", head);
}

function headOf(response: Response, nowMs: number): Head {
	const { headers, status } = response;
	return {
		status,
		retryAfterMs: retryAfterMs(headers.get("retry-after"), nowMs),
		isJson: isJson(headers.get("content-type")),
	};
}

/** A rejected fetch says nothing more: a browser gives one error for offline, DNS, CORS and a reset alike. */
async function send(
	wire: Wire,
	outgoing: Outgoing,
	signal: AbortSignal,
): Promise<Response | undefined> {
	const { url, method, headers, body } = outgoing;
	try {
		return await wire.environment.fetch(url.href, {
			method,
			headers,
			...(body === undefined ? {} : { body }),
			signal,
			// "manual" follows no redirect either, and tells it from a broken connection, which "error" does not.
			redirect: "manual",
			credentials: "omit",
			referrerPolicy: "no-referrer",
			cache: "no-store",
		});
	} catch {
		return undefined;
	}
}

/** The last line for a fetch that follows redirects whatever it is told. */
function isRedirect(response: Response, asked: URL): boolean {
	return (
		response.type === "opaqueredirect" ||
		response.redirected ||
		(response.status >= 300 && response.status < 400) ||
		(response.url !== "" && !response.url.startsWith(`${asked.origin}/`))
	);
}

/** A missing type is given the benefit of the doubt: the body has to parse anyway. */
function isJson(contentType: string | null): boolean {
	return (
		contentType === null || /^application\/(.+\+)?json\b/i.test(contentType)
	);
}

async function good<Value>(
	{ environment }: Wire,
	{ head, text }: { readonly head: Head; readonly text: string },
	read: Reader<Value>,
): Promise<Answer<Value>> {
	if (text.length > LONG_TEXT) await environment.pause?.();
	const json = parseJson(text);
	const value =
		json === undefined && text !== ""
			? undefined
			: await readWithPauses(read, json, environment.pause);
	return value === undefined ? lost("unreadable", head) : { ok: true, value };
}

/** A body as far as it was read. */
type ReadText = BodyText | { readonly ok: false; readonly why: GivenUp };

/** Whoever gives a body up has heard what its head asked for. */
function brokenOff(why: GivenUp, head: Head | undefined): Answer<never> {
	return head === undefined || isOk(head)
		? lost(why, head)
		: refusal(head, { ok: false, why });
}

const isOk = ({ status }: Head) => status >= 200 && status < 300;

function refusal(head: Head, body: ReadText): Answer<never> {
	const text = body.ok ? body.text : "";
	const status = readStatusBody(text) ?? impliedStatus(head.status, body);
	if (status !== undefined) return refused(status, head);
	if (!body.ok) return lost(body.why, head);
	return lost(head.isJson ? "unreadable" : "not-json", head);
}

/** A proxy's 429 still asks to wait, and a bare 401 still means the bearer. */
function impliedStatus(status: number, body: ReadText): StatusBody | undefined {
	const bare = { message: "", reason: "", suggestion: "" };
	if (status === 429) return { code: "RESOURCE_EXHAUSTED", ...bare };
	return status === 401 && body.ok && body.text.trim() === ""
		? { code: "UNAUTHENTICATED", ...bare }
		: undefined;
}
