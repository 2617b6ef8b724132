import type { ViewProps } from "../flight.js";
import { agoInWords } from "../time-words.js";
import { DocumentButton } from "./document-button.js";
import { Facts, Rows } from "./rows.js";

/** What the Engine does not have yet. */
export function WaitingView({ flight, showDocument }: ViewProps) {
	return (
		<Rows
			rows={flight.snapshot?.pending ?? []}
			keyOf={({ collection, id }) => `${collection}/${id}`}
			none="Nothing waits."
		>
			{(change) => (
				<>
					<h3>
						{change.kind} {change.label || change.id}
					</h3>
					<Facts
						of={{
							State: change.state,
							In: change.collection,
							Fields: change.fields.join(", "),
							Since: agoInWords(change.since, flight.now),
							Reason: change.reason,
							Code: change.code,
						}}
					/>
					<DocumentButton place={change} showDocument={showDocument} />
				</>
			)}
		</Rows>
	);
}
