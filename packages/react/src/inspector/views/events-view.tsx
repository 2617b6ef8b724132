import type { Happened } from "@engine-offline/sync/flight-recorder";
import type { ViewProps } from "../flight.js";
import { timeInWords } from "../time-words.js";
import { NoRecorder } from "./no-recorder.js";
import { Facts, Rows } from "./rows.js";

/** Everything that was written down, newest first. */
export function EventsView({ flight }: ViewProps) {
	const { events } = flight;
	if (events === undefined) return <NoRecorder />;
	const dropped = (events[0]?.number ?? 1) - 1;
	return (
		<>
			<p>
				{events.length} events
				{dropped > 0 && `; ${dropped} older ones were dropped`}.
			</p>
			<Rows
				rows={[...events].reverse()}
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
