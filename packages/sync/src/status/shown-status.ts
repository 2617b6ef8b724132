import type { Replica } from "@engine-offline/core/replicate";
import { BehaviorSubject } from "rxjs";
import { countOpen } from "./count-open.js";
import type { Status } from "./status.js";

/** The status that the app sees. */
export interface ShownStatus {
	readonly status$: BehaviorSubject<Status>;
	/** From whatever replicates; not heard between `stop` and `begin`. */
	publish(status: Status): void;
	begin(): void;
	/** `stopped` from here on, with what waits, also what is written later. */
	stop(): void;
	close(): void;
}

export function showStatus(replica: Replica): ShownStatus {
	const status$ = new BehaviorSubject(stoppedStatus(replica));
	let isStopped = true;
	const show = (status: Status) => {
		if (JSON.stringify(status) !== JSON.stringify(status$.value))
			status$.next(status);
	};
	const count = () => {
		const { state, asOf } = status$.value;
		if (isStopped || state === "stopped") show(stoppedStatus(replica, asOf));
	};
	const counting = replica.changes$.subscribe(count);
	return {
		status$,
		publish: (status) => {
			if (!isStopped) show(status);
		},
		begin: () => {
			isStopped = false;
		},
		stop: () => {
			isStopped = true;
			count();
		},
		close: () => {
			counting.unsubscribe();
			status$.complete();
		},
	};
}

/** What waits while nothing replicates: from an earlier process, too. */
export const stoppedStatus = (
	replica: Replica,
	asOf?: Status["asOf"],
): Status => ({ ...countOpen(replica), asOf, state: "stopped" });
