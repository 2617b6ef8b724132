import type { SeenRequest } from "../control/match.js";
import type { Meet } from "../control/meet.js";
import { accountOf, shownBody } from "../http/seen.js";
import type { Lifetime } from "../lifetime.js";
import { isRefusal, type Refusal } from "../machine/context.js";
import type { Answer, Call } from "../machine/decide.js";
import type { Machine } from "../machine/engine-machine.js";
import type { Random } from "../machine/random.js";
import { isRead } from "../machine/rpcs.js";
import { withFewerRows } from "../machine/short-list.js";
import { httpStatusOf } from "../machine/status.js";
import type { GrpcAnswer, GrpcEnding } from "./ending.js";
import { type DecidedCall, grpcEndingOf } from "./misbehave.js";
import { type GrpcRequest, readCall } from "./read-call.js";
import type { GrpcRpc } from "./rpc-table.js";
import { writeBinary } from "./write-message.js";

export interface GrpcExchangeParts {
	readonly machine: Machine;
	readonly meet: Meet;
	readonly lifetime: Lifetime;
	/** Decides the order of shuffled lists. */
	readonly random: Random;
}

/** Answers one call. Must not reject. */
export type GrpcExchange = (
	request: GrpcRequest,
	rpc: GrpcRpc,
) => Promise<GrpcEnding>;

/** Answers calls from the machine, misbehaving as the rules and holds say. */
export function createGrpcExchange(parts: GrpcExchangeParts): GrpcExchange {
	return (request, rpc) => {
		const reading = readCall(request, rpc);
		return parts.meet<GrpcEnding>({
			seen: seenCall(rpc, reading, parts.machine),
			body: isRefusal(reading)
				? {}
				: shownBody(JSON.stringify(reading.request)),
			end: (befalls, note) =>
				grpcEndingOf(befalls, decidedCall(parts, { reading, rpc, note })),
			broken: { kind: "broken" },
			statusOf: sentStatus,
		});
	};
}

function seenCall(
	{ rpc, path }: GrpcRpc,
	reading: Call | Refusal,
	machine: Machine,
): SeenRequest {
	const account = isRefusal(reading)
		? undefined
		: accountOf(reading.caller, machine);
	return {
		method: "POST",
		path,
		transport: "grpc",
		rpc,
		accountId: account?.id ?? null,
		email: account?.email ?? null,
	};
}

function decidedCall(
	parts: GrpcExchangeParts,
	of: {
		readonly reading: Call | Refusal;
		readonly rpc: GrpcRpc;
		readonly note: (engineStatus: number) => void;
	},
): DecidedCall {
	const { machine, lifetime, random } = parts;
	const handle: DecidedCall["handle"] = ({ missing, ...options } = {}) => {
		const answer = answerOf(machine, of.reading, options);
		of.note(answer.ok ? 200 : httpStatusOf(answer.status));
		if (!answer.ok) return answer;
		const message =
			missing === undefined
				? answer.message
				: withFewerRows(answer.message, missing);
		const way = { quirks: machine.quirks(), random };
		return { ok: true, message: writeBinary(of.rpc.output, message, way) };
	};
	return {
		handle,
		handleLater: (ms) => {
			lifetime.environment.after(ms, () => handle());
		},
		quirks: machine.quirks(),
		isRead: isRead(of.rpc.rpc),
	};
}

function answerOf(
	machine: Machine,
	reading: Call | Refusal,
	options: Parameters<Machine["call"]>[1],
): Answer<object> {
	return isRefusal(reading)
		? { ok: false, status: reading.refusal }
		: machine.call(reading, options);
}

function sentStatus(ending: GrpcEnding): number | null {
	switch (ending.kind) {
		case "http":
			return ending.status;
		case "broken":
		case "reset":
			return null;
		default:
			return answerStatus(ending.answer);
	}
}

function answerStatus(answer: GrpcAnswer | undefined): number | null {
	if (answer === undefined) return null;
	return answer.ok ? 200 : httpStatusOf(answer.status);
}
