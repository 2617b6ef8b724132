import type { Environment, StoreStorage } from "@engine-offline/core";
import type { Engine, ReplicatorOptions, Session } from "@engine-offline/sync";

/**
 * What takes the place of the parts that a device's program is made of. Each function is given the part as it would
 * be, and gives back what is used: a deliberate bug, or an app's own wrapping.
 */
export interface ProgramChanges {
	/** Time, randomness, timers and the network, before the store is opened. */
	environment?(environment: Environment): Environment;
	/** The storage under the write gate. */
	storage?(storage: StoreStorage): StoreStorage;
	/** The calls of the Engine, above `fetch`. */
	engine?(engine: Engine): Engine;
	session?(session: Session): Session;
	/** Policies and timing of the replicator, and its engine and session too. */
	replicator?(options: ReplicatorOptions): ReplicatorOptions;
}
