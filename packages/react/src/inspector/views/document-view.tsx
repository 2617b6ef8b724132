import type { Store } from "@engine-offline/core";
import { useValueOrProblem } from "../../hooks/use-reading.js";
import { documentQuery } from "../document-query.js";
import { DocumentForm, type DocumentFormProps } from "./document-form.js";

export interface DocumentViewProps extends DocumentFormProps {
	readonly store: Store | undefined;
}

/** One document with its envelope, followed while it is shown. */
export function DocumentView(props: DocumentViewProps) {
	const { store, place } = props;
	const { value, problem } = useValueOrProblem(store, documentQuery(place));
	const found = value ?? problem;
	if (store === undefined)
		return <p>There is no store here to read documents from.</p>;
	return (
		<>
			<DocumentForm key={`${place.collection}/${place.id}`} {...props} />
			{found === "" ? (
				<p>Choose a document by its collection and local id.</p>
			) : (
				<pre>{found}</pre>
			)}
		</>
	);
}
