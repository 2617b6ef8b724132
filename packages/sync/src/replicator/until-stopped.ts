import type { Answer } from "../engine.js";
import { unsent } from "../session/obtain.js";
import type { BearerSource } from "../session/session.js";

/** The same bearers; whoever waits for one when the signal comes is answered at once: a sign-in may take its time. */
export function untilStopped(
	source: BearerSource,
	signal: AbortSignal,
): BearerSource {
	return {
		bearer: () => orStopped(source.bearer(), signal),
		rejected: (bearer) => orStopped(source.rejected(bearer), signal),
	};
}

function orStopped(
	waited: Promise<Answer<string>>,
	signal: AbortSignal,
): Promise<Answer<string>> {
	return new Promise((resolve, reject) => {
		const stop = () => resolve(unsent("aborted", "Replicating was stopped."));
		if (signal.aborted) return stop();
		signal.addEventListener("abort", stop, { once: true });
		waited
			.then(resolve, reject)
			.finally(() => signal.removeEventListener("abort", stop));
	});
}
