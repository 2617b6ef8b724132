import type { Happened } from "@engine-offline/sync/flight-recorder";
import { shownEvents, type ViewProps } from "../flight.js";
import { timeInWords } from "../time-words.js";
import { NoRecorder } from "./no-recorder.js";
import { Facts, Rows } from "./rows.js";

/** Everything that was written down, newest first. */
export function EventsView({ flight }: ViewProps) {
	const { events } = flight;
	if (events === undefined) return <NoRecorder />;
	const dropped = (events[0]?.number ?? 1) - 1;
	const hidden = Math.max(0, events.length - shownEvents);
	return (
		<>
			<p>
				{events.length} events
				{hidden > 0 && `, the newest ${shownEvents} are shown`}
				{dropped > 0 && `; ${dropped} older ones were dropped`}.
			</p>
			<Rows
				rows={events.slice(-shownEvents).reverse()}
				keyOf={({ number }) => number}
				none="Nothing happened yet."
			>
				{({ at, what }) => (
					<>
						<h3>{what.kind}</h3>
						<Facts of={{ At: timeInWords(at), ...detailsOf(what) }} />
					</>
				)}
			</Rows>
		</>
	);
}

function detailsOf({ kind: _, ...details }: Happened): Record<string, string> {
	return Object.fromEntries(
		Object.entries(details).map(([name, value]) => [name, String(value)]),
	);
}
