import { type Environment, systemEnvironment } from "@engine-offline/core";
import { type Observable, Subject } from "rxjs";
import type { Engine } from "../engine.js";
import type { ReplicatorEvent } from "../replicator/options.js";
import type { Replicator } from "../replicator/replicator.js";
import type { Session } from "../session/session.js";
import type { FlightEvent, Happened } from "./flight-event.js";
import { replicatorToHappened, statusToHappened } from "./happened.js";
import { recordedEngine } from "./recorded-engine.js";
import { type Recording, recordingText } from "./recording.js";
import { cut, redaction } from "./redact.js";

export interface FlightRecorderOptions {
	/** How many events are kept; the oldest go first. Default 2,000, about half a megabyte as a file. */
	readonly keep?: number;
	/**
	 * Writes down messages of the Engine and ids that the app chose, too. Both may hold names and addresses, so the
	 * default is false. Tokens, passwords and fields are never written down.
	 */
	readonly reveal?: boolean;
	readonly environment?: Pick<Environment, "now" | "monotonic" | "hash">;
}

/** What happened lately between this device and the Engine, bounded and redacted, for a file that one can send. */
export interface FlightRecorder {
	/** For the replicator's option `observe`. */
	readonly observe: (event: ReplicatorEvent) => void;
	/** Times the calls: give what it returns to the session and the replicator. */
	engine(engine: Engine): Engine;
	/** Writes down each state of the replicator and the session, until the returned function is called. */
	follow(
		replicator: Pick<Replicator, "status$">,
		session?: Pick<Session, "state$">,
	): () => void;
	/** Writes down what the app says, as it is. */
	note(text: string): void;
	/** Oldest first; the same array until something happens. */
	events(): readonly FlightEvent[];
	/** Emits after each event. */
	readonly changes$: Observable<void>;
	/** The file. `snapshot`: how things stand now, from `takeSnapshot()`. */
	save(snapshot?: Recording["snapshot"]): string;
}

const defaultKeep = 2_000;

export function createFlightRecorder(
	options: FlightRecorderOptions = {},
): FlightRecorder {
	const { keep = defaultKeep, reveal = false } = options;
	const environment = options.environment ?? systemEnvironment();
	const redact = redaction({ hash: environment.hash, reveal });
	const changes$ = new Subject<void>();
	let events: readonly FlightEvent[] = [];
	let number = 0;
	const write = (what: Happened) => {
		number += 1;
		const event = { number, at: environment.now(), what };
		events = [...events.slice(Math.max(0, events.length + 1 - keep)), event];
		changes$.next();
	};
	return {
		observe: (event) => write(replicatorToHappened(event, redact)),
		engine: (engine) =>
			recordedEngine(engine, {
				monotonic: environment.monotonic,
				redact,
				note: write,
			}),
		follow: (replicator, session) => followBoth(write, replicator, session),
		note: (text) => write({ kind: "note", note: cut(text) }),
		events: () => events,
		changes$: changes$.asObservable(),
		save: (snapshot) =>
			recordingText({ savedAt: environment.now(), reveal, events, snapshot }),
	};
}

function followBoth(
	write: (what: Happened) => void,
	replicator: Pick<Replicator, "status$">,
	session: Pick<Session, "state$"> | undefined,
): () => void {
	const ofStatus = replicator.status$.subscribe((status) =>
		write(statusToHappened(status)),
	);
	const ofSession = session?.state$.subscribe(({ name }) =>
		write({ kind: "session", state: name }),
	);
	return () => {
		ofStatus.unsubscribe();
		ofSession?.unsubscribe();
	};
}
