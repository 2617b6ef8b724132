import type { HoldPoint, Holds } from "../control/holds.js";
import type { Misbehaviour } from "../control/misbehaviour.js";
import type { RequestLog } from "../control/request-log.js";
import type { Rules } from "../control/rules.js";
import type { Environment } from "../environment.js";
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
	readonly rules: Rules;
	readonly holds: Holds;
	readonly log: RequestLog;
	readonly lifetime: Lifetime;
}

/** Answers requests from the machine, misbehaving as the rules and holds say, and writes each into the log. */
export function createExchange(parts: ExchangeParts): Exchange {
	const { machine, rules, holds, log, lifetime } = parts;
	const { environment } = lifetime;
	return async (request) => {
		const reading = readRest(request);
		const seen = seenRequest(request, reading, machine);
		const befalls = rules.take(seen);
		const number = log.begin(seen, {
			at: environment.now(),
			body: shownBody(request.body ?? ""),
			misbehaviours: befalls.map((one) => one.kind),
		});
		await delay(befalls, "before", environment);
		await holds.pass(seen, "before");
		if (!lifetime.isOpen()) return { kind: "broken" };
		const ending = decideEnding(parts, request, { befalls, number });
		await delay(befalls, "after", environment);
		await holds.pass(seen, "after");
		log.update(number, { status: sentStatus(ending), isDone: true });
		return ending;
	};
}

function decideEnding(
	{ machine, log, lifetime }: ExchangeParts,
	request: RestRequest,
	of: { readonly befalls: readonly Misbehaviour[]; readonly number: number },
): Ending {
	const handle = (options?: CallOptions): RestResponse => {
		const response = machine.handle(request, options);
		log.update(of.number, { engineStatus: response.status });
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
	const chosen = of.befalls.find((one) => one.kind !== "delay");
	return endingOf(chosen, decided);
}

async function delay(
	befalls: readonly Misbehaviour[],
	at: HoldPoint,
	environment: Environment,
): Promise<void> {
	for (const one of befalls)
		if (one.kind === "delay" && (one.at ?? "before") === at)
			await new Promise<void>((go) => environment.after(one.ms, go));
}

function sentStatus(ending: Ending): number | null {
	return ending.kind === "broken" ? null : ending.response.status;
}
