import type { ViewProps } from "../flight.js";
import { agoInWords } from "../time-words.js";
import { Facts, Rows } from "./rows.js";

const interestWords = {
	screen: "on screen",
	touched: "touched by a waiting change",
	background: "in the background",
} as const;

const rank = { screen: 0, touched: 1, background: 2 } as const;

/** Every list, with its age and who cares about it; what is on screen first. */
export function ListsView({ flight }: ViewProps) {
	const scopes = flight.snapshot?.scopes ?? [];
	return (
		<Rows
			rows={[...scopes].sort((a, b) => rank[a.interest] - rank[b.interest])}
			keyOf={({ key }) => key}
			none="No list was complete yet."
		>
			{({ key, asOf, interest }) => (
				<>
					<h3>{key}</h3>
					<Facts
						of={{
							Interest: interestWords[interest],
							Age:
								asOf === null ? "never complete" : agoInWords(asOf, flight.now),
						}}
					/>
				</>
			)}
		</Rows>
	);
}
