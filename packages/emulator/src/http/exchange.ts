import type { Meet } from "../control/meet.js";
import type { Misbehaviour } from "../control/misbehaviour.js";
import type { Lifetime } from "../lifetime.js";
import type { CallOptions, Machine } from "../machine/engine-machine.js";
import {
	type RestRequest,
	type RestResponse,
	readRest,
} from "../machine/rest.js";
import { type Decided, endingOf } from "./misbehave.js";
import { seenRequest, shownBody } from "./seen.js";
import type { Ending, Exchange } from "./server.js";

export interface ExchangeParts {
	readonly machine: Machine;
	readonly meet: Meet;
	readonly lifetime: Lifetime;
}

/** Answers requests from the machine, misbehaving as the rules and holds say. */
export function createExchange(parts: ExchangeParts): Exchange {
	return (request) =>
		parts.meet<Ending>({
			seen: seenRequest(request, readRest(request), parts.machine),
			body: shownBody(request.body ?? ""),
			end: (befalls, note) => decideEnding(parts, request, { befalls, note }),
			broken: { kind: "broken" },
			statusOf: sentStatus,
		});
}

function decideEnding(
	{ machine, lifetime }: ExchangeParts,
	request: RestRequest,
	of: {
		readonly befalls: Misbehaviour | undefined;
		readonly note: (engineStatus: number) => void;
	},
): Ending {
	const handle = (options?: CallOptions): RestResponse => {
		const response = machine.handle(request, options);
		of.note(response.status);
		return response;
	};
	const decided: Decided = {
		handle,
		quirks: machine.quirks(),
		isRead: request.method === "GET",
		handleLater: (ms) => {
			lifetime.environment.after(ms, () => handle());
		},
	};
	return endingOf(of.befalls, decided);
}

function sentStatus(ending: Ending): number | null {
	return ending.kind === "broken" ? null : ending.response.status;
}
