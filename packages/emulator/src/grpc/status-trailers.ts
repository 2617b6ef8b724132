import {
	create,
	type DescMessage,
	type MessageInitShape,
	toBinary,
} from "@bufbuild/protobuf";
import {
	ErrorInfoSchema,
	RetryInfoSchema,
	StatusSchema,
	SuggestionInfoSchema,
} from "@engine-offline/wire";
import type { Status } from "../machine/status.js";

/** Clients refuse metadata over 8 KiB; this leaves room for names and for what a proxy adds. */
const mostBytes = 6 * 1024;

/** The steps by which a status too long is cut: how many characters each of its texts may keep. */
const cuts = [Number.POSITIVE_INFINITY, 1024, 256, 32];

export type Trailers = Readonly<Record<string, string>>;

/** A refusal as trailers, its texts cut until it fits. `afterS`: not to be asked again before so many seconds. */
export function statusTrailers(status: Status, afterS?: number): Trailers {
	const tried = cuts.map((most) => trailersOf(shortened(status, most), afterS));
	const fitting = tried.find((trailers) => sizeOf(trailers) <= mostBytes);
	return fitting ?? { "grpc-status": String(status.code) };
}

function trailersOf(status: Status, afterS: number | undefined): Trailers {
	const { code, message } = status;
	const details = [
		...status.details.map(detailOf),
		...(afterS === undefined ? [] : [retryInfo(afterS)]),
	];
	const whole = create(StatusSchema, { code, message, details });
	return {
		"grpc-status": String(code),
		"grpc-message": percentEncoded(message),
		...(details.length > 0 && {
			"grpc-status-details-bin": base64(toBinary(StatusSchema, whole)),
		}),
	};
}

function detailOf(detail: Status["details"][number]) {
	return "reason" in detail
		? any(ErrorInfoSchema, detail)
		: any(SuggestionInfoSchema, { suggestion: detail.suggestion });
}

function retryInfo(afterS: number) {
	return any(RetryInfoSchema, { retryDelay: { seconds: BigInt(afterS) } });
}

function any<Schema extends DescMessage>(
	schema: Schema,
	init: MessageInitShape<Schema>,
) {
	return {
		typeUrl: `type.googleapis.com/${schema.typeName}`,
		value: toBinary(schema, create(schema, init)),
	};
}

function shortened(status: Status, most: number): Status {
	const cut = (text: string) =>
		text.length <= most ? text : `${text.slice(0, most)}…`;
	return {
		code: status.code,
		message: cut(status.message),
		details: status.details.map((detail) =>
			"reason" in detail
				? {
						...detail,
						reason: cut(detail.reason),
						metadata: Object.fromEntries(
							Object.entries(detail.metadata).map(([name, value]) => [
								name,
								cut(value),
							]),
						),
					}
				: { ...detail, suggestion: cut(detail.suggestion) },
		),
	};
}

/** As HTTP/2 counts a header list: names, values, and 32 bytes for each. */
function sizeOf(trailers: Trailers): number {
	return Object.entries(trailers).reduce(
		(sum, [name, value]) => sum + name.length + value.length + 32,
		0,
	);
}

/** Everything but printable ASCII, and the percent sign, byte by byte. */
export function percentEncoded(text: string): string {
	return [...Buffer.from(text)]
		.map((byte) =>
			byte >= 0x20 && byte <= 0x7e && byte !== 0x25
				? String.fromCharCode(byte)
				: `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
		)
		.join("");
}

function base64(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
