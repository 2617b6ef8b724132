import type { DocumentPlace, ViewProps } from "../flight.js";

/** Leads to a document, where there is a store to read it from. */
export function DocumentButton({
	place,
	showDocument,
}: {
	readonly place: DocumentPlace;
	readonly showDocument: ViewProps["showDocument"];
}) {
	const { collection, id } = place;
	if (showDocument === undefined) return null;
	return (
		<button
			type="button"
			aria-label={`Show document ${id} of ${collection}`}
			onClick={() => showDocument({ collection, id })}
		>
			Show document
		</button>
	);
}
