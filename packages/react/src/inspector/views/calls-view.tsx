import type { FlightEvent } from "@engine-offline/sync/flight-recorder";
import type { ViewProps } from "../flight.js";
import { durationInWords, timeInWords } from "../time-words.js";
import { NoRecorder } from "./no-recorder.js";
import { Facts, Rows } from "./rows.js";

/** The last calls to the Engine, newest first: pulls, pushes and sign-ins, with time and answer. */
export function CallsView({ flight }: ViewProps) {
	if (flight.events === undefined) return <NoRecorder />;
	return (
		<Rows
			rows={flight.events.flatMap(toCall).reverse()}
			keyOf={({ number }) => number}
			none="No call was made yet."
		>
			{(call) => (
				<>
					<h3>
						{call.call} <span className="answer">{call.answer}</span>
					</h3>
					<Facts
						of={{
							Kind: kindWords[call.request],
							Took: durationInWords(call.ms),
							Rows: call.rows,
							At: timeInWords(call.at),
							Message: call.message,
						}}
					/>
				</>
			)}
		</Rows>
	);
}

const kindWords = {
	read: "pull",
	write: "push",
	"sign-in": "sign-in",
} as const;

function toCall({ number, at, what }: FlightEvent) {
	return what.kind === "call" ? [{ number, at, ...what }] : [];
}
