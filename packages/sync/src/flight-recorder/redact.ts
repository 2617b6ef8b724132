import { longestText } from "./flight-event.js";

/** Takes out what may not be written down. */
export interface Redaction {
	/** A document's id as it is if it is made by a machine, else a short name for it: an app may choose its own ids. */
	id(id: string): string;
	/** The key of a list, with the id of its org likewise. */
	scope(key: string): string;
	/** What somebody said, '' unless everything is revealed. */
	message(text: string): string;
}

export interface RedactionOptions {
	readonly hash: (text: string) => string;
	/** Writes messages and ids down as they are. */
	readonly reveal: boolean;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function redaction({ hash, reveal }: RedactionOptions): Redaction {
	const id = (given: string) =>
		reveal || given === "" || uuid.test(given)
			? cut(given)
			: `id-${hash(given).slice(0, 12)}`;
	return {
		id,
		scope: (key) => {
			const colon = key.indexOf(":");
			return colon < 0
				? cut(key)
				: `${cut(key.slice(0, colon))}:${id(key.slice(colon + 1))}`;
		},
		message: (text) => (reveal ? cut(text) : ""),
	};
}

export function cut(text: string): string {
	return text.length > longestText
		? `${text.slice(0, longestText - 1)}…`
		: text;
}
