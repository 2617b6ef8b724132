import type { Replica } from "@engine-offline/core/replicate";
import type { ReplicatorOptions } from "../replicator/options.js";
import type { AskedPause } from "../replicator/origin.js";
import type { Status } from "../status/status.js";
import type { LeaderCall } from "./messages.js";

/** Who does the replicating: this tab alone, or one of several. */
export interface Conduct {
	start(): Promise<void>;
	stop(): Promise<void>;
	/** Has it done by whoever replicates. */
	call(call: LeaderCall): Promise<Status>;
	/** Says the status as it is now, so that nobody goes by an older one. */
	say(): void;
	/** Whether this tab is the one that replicates now. */
	leads(): boolean;
	/** When a list was last complete (wall clock ms), as far as this tab knows better than the record. */
	asOf(scope: string): number | undefined;
}

export interface ConductParts {
	readonly replica: Replica;
	readonly options: ReplicatorOptions;
	/** Shows a status of this tab. */
	readonly publish: (status: Status) => void;
	/** Kept from run to run. */
	readonly asked: AskedPause;
}
