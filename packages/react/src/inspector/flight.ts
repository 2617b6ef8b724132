import type {
	FlightEvent,
	Snapshot,
} from "@engine-offline/sync/flight-recorder";

/** What the panel shows: now, or as a file has it. */
export interface Flight {
	/** Undefined while it is being taken, or when a file has none. */
	readonly snapshot: Snapshot | undefined;
	/** Oldest first; undefined when nobody records. */
	readonly events: readonly FlightEvent[] | undefined;
	/** Why there is no snapshot, or ''. */
	readonly problem: string;
	/** Wall clock in ms that ages are counted to: of a file, when it was saved. */
	readonly now: number;
}

/** Names a document to look at. */
export interface DocumentPlace {
	readonly collection: string;
	readonly id: string;
}

export interface ViewProps {
	readonly flight: Flight;
	/** Shows a document's envelope; undefined where there is no store to read it from. */
	readonly showDocument: ((place: DocumentPlace) => void) | undefined;
}
