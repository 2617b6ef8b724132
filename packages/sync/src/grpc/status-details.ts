import {
	type DescMessage,
	fromBinary,
	type MessageShape,
} from "@bufbuild/protobuf";
import {
	ErrorInfoSchema,
	RetryInfoSchema,
	StatusSchema,
	SuggestionInfoSchema,
} from "@engine-offline/wire";

const longestText = 4_096;
const longestWaitMs = 86_400_000;

/** What the details of a refusal say. */
export interface StatusDetails {
	readonly reason: string;
	readonly suggestion: string;
	readonly retryAfterMs: number | undefined;
}

/** Reads `grpc-status-details-bin`. What cannot be read says nothing: the code stands beside it. */
export function readStatusDetails(header: string | undefined): StatusDetails {
	const details = detailsIn(header);
	const find = <Schema extends DescMessage>(schema: Schema) =>
		details
			.filter(({ typeUrl }) => nameIn(typeUrl) === schema.name)
			.map(({ value }) => readOr(schema, value))
			.find((detail) => detail !== undefined);
	const delay = find(RetryInfoSchema)?.retryDelay;
	return {
		reason: shortText(find(ErrorInfoSchema)?.reason),
		suggestion: shortText(find(SuggestionInfoSchema)?.suggestion),
		retryAfterMs: delay && waitMs(delay),
	};
}

function detailsIn(header: string | undefined) {
	const bytes = Buffer.from(header ?? "", "base64");
	return (readOr(StatusSchema, bytes)?.details ?? []).slice(0, 32);
}

/** The last word of a type's address, as the Engine may name its packages otherwise. */
function nameIn(typeUrl: string): string {
	return typeUrl.replace(/^.*[./]/, "");
}

function readOr<Schema extends DescMessage>(
	schema: Schema,
	bytes: Uint8Array,
): MessageShape<Schema> | undefined {
	try {
		return fromBinary(schema, bytes);
	} catch {
		return undefined;
	}
}

function waitMs(delay: { seconds: bigint; nanos: number }): number {
	const ms = Number(delay.seconds) * 1_000 + delay.nanos / 1e6;
	return Math.min(longestWaitMs, Math.max(0, Math.ceil(ms)));
}

function shortText(value: string | undefined): string {
	return (value ?? "").slice(0, longestText);
}
