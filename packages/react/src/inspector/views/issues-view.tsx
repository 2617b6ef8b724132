import type { ViewProps } from "../flight.js";
import { agoInWords } from "../time-words.js";
import { DocumentButton } from "./document-button.js";
import { Facts, Rows } from "./rows.js";

/** What a person should look at. */
export function IssuesView({ flight, showDocument }: ViewProps) {
	return (
		<Rows
			rows={flight.snapshot?.issues ?? []}
			keyOf={({ id }) => id}
			none="There is no issue."
		>
			{(issue) => {
				const [collection = "", id = ""] = issue.id.split("/");
				return (
					<>
						<h3>
							{issue.kind} {issue.label || id}
						</h3>
						<Facts
							of={{
								Change: issue.change,
								Field: issue.field,
								Code: issue.code,
								Reason: issue.reason,
								Message: issue.message,
								At: agoInWords(issue.at, flight.now),
							}}
						/>
						<DocumentButton
							place={{ collection, id }}
							showDocument={showDocument}
						/>
					</>
				);
			}}
		</Rows>
	);
}
