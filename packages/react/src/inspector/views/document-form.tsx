import { collectionNames } from "@engine-offline/core/replicate";
import { useId, useState } from "react";
import type { DocumentPlace } from "../flight.js";

export interface DocumentFormProps {
	readonly place: DocumentPlace;
	readonly showDocument: (place: DocumentPlace) => void;
}

/** Asks which document to show. */
export function DocumentForm({ place, showDocument }: DocumentFormProps) {
	const [draft, setDraft] = useState(place);
	const label = useId();
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				showDocument({ ...draft, id: draft.id.trim() });
			}}
		>
			<label htmlFor={`${label}-collection`}>Collection</label>
			<select
				id={`${label}-collection`}
				value={draft.collection}
				onChange={({ target }) =>
					setDraft({ ...draft, collection: target.value })
				}
			>
				{collectionNames.map((name) => (
					<option key={name}>{name}</option>
				))}
			</select>
			<label htmlFor={`${label}-id`}>Local id</label>
			<input
				id={`${label}-id`}
				value={draft.id}
				onChange={({ target }) => setDraft({ ...draft, id: target.value })}
			/>
			<button type="submit">Show</button>
		</form>
	);
}
