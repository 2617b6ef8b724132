import type { JournalPlace } from "./journal-place.js";

/** The connection to a journal's database, which opens itself again when the browser cut it. */
export interface JournalConnection {
	/** Rejects where the database was deleted while this process had it open. */
	open(): Promise<IDBDatabase>;
	/** Lets it go; the next `open()` opens it again. */
	close(): void;
	/** Destroys the database, and answers the names of what is left; the next `open()` makes a new one. */
	erase(): Promise<readonly string[]>;
}

export function journalConnection(place: JournalPlace): JournalConnection {
	let opening: Promise<IDBDatabase> | undefined;
	// Made anew by a tab that had it open, it would bring back what a logout in another tab has removed.
	let mayMake = true;
	const open = async () => {
		const database = await place.open(mayMake);
		if (database === undefined)
			throw new DOMException(
				"The journal was deleted while it was open.",
				"NotFoundError",
			);
		mayMake = false;
		database.onclose = close;
		// Held on to, it would block whoever deletes it.
		database.onversionchange = close;
		return database;
	};
	const close = () => {
		const closing = opening;
		opening = undefined;
		closing?.then(
			(database) => database.close(),
			() => {
				// Whoever asked for it was told.
			},
		);
	};
	return {
		open: () => {
			const asked = opening ?? open();
			opening = asked;
			asked.catch(() => {
				if (opening === asked) opening = undefined;
			});
			return asked;
		},
		close,
		erase: async () => {
			close();
			const remains = await place.erase();
			mayMake = true;
			return remains;
		},
	};
}
