import type { Environment } from "../environment.js";
import type { Lifetime } from "../lifetime.js";
import type { HoldPoint, Holds } from "./holds.js";
import type { SeenRequest } from "./match.js";
import type { Misbehaviour } from "./misbehaviour.js";
import type { RequestLog } from "./request-log.js";
import type { Rules } from "./rules.js";

export interface MeetParts {
	readonly rules: Rules;
	readonly holds: Holds;
	readonly log: RequestLog;
	readonly lifetime: Lifetime;
}

/** One request that came in, under whatever transport. */
export interface Encounter<Ending> {
	readonly seen: SeenRequest;
	/** The members of the request, with secrets blotted out. */
	readonly body: Readonly<Record<string, unknown>>;
	/** Lets it take place as the misbehaviour says. `note` is told the HTTP status that the Engine came to. */
	readonly end: (
		befalls: Misbehaviour | undefined,
		note: (engineStatus: number) => void,
	) => Ending;
	/** How it ends when the emulator closes meanwhile. */
	readonly broken: Ending;
	/** The HTTP status of what is sent, or null when nothing is. */
	readonly statusOf: (ending: Ending) => number | null;
}

/** Takes a request past the rules, holds and delays, and writes it into the log. */
export type Meet = <Ending>(encounter: Encounter<Ending>) => Promise<Ending>;

export function createMeet(parts: MeetParts): Meet {
	const { rules, holds, log, lifetime } = parts;
	const { environment } = lifetime;
	return async ({ seen, body, end, broken, statusOf }) => {
		const befalls = rules.take(seen);
		const number = log.begin(seen, {
			at: environment.now(),
			body,
			misbehaviours: befalls.map((one) => one.kind),
		});
		await delay(befalls, "before", environment);
		await holds.pass(seen, "before");
		if (!lifetime.isOpen()) return broken;
		const chosen = befalls.find((one) => one.kind !== "delay");
		const ending = end(chosen, (engineStatus) =>
			log.update(number, { engineStatus }),
		);
		await delay(befalls, "after", environment);
		await holds.pass(seen, "after");
		log.update(number, { status: statusOf(ending), isDone: true });
		return ending;
	};
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
