import { EngineError } from "../errors.js";

/** Why a store is closed. */
export type StoreEnd =
	/** `close()` was called. */
	| "closed"
	/** The account was wiped, here or in another tab. */
	| "wiped"
	/** Another tab has a newer version of the app: reload this one. */
	| "newer-version"
	/** Its storage was deleted under it, its connection is lost for good, or some of it is damaged: open it again. */
	| "storage-lost";

export function storeClosed(): EngineError {
	return new EngineError(
		"STORE_CLOSED",
		"This store is closed. Open it again with openStore().",
	);
}

/** From opening to closing, whoever asks for the end. */
export interface StoreLife {
	/** Resolves when the store is closed. */
	readonly closed: Promise<StoreEnd>;
	isEnding(): boolean;
	/** Throws STORE_CLOSED when it is ending. */
	assertOpen(): void;
	/** Ends it once; later calls wait for the first. */
	end(why: StoreEnd): Promise<void>;
	/** Runs before anything is closed, and is waited for; the returned function calls it off. */
	onClose(run: () => Promise<void>): () => void;
}

export function createLife(close: () => Promise<void>): StoreLife {
	const endings = new Set<() => Promise<void>>();
	let ending: Promise<void> | undefined;
	let tell: (why: StoreEnd) => void = () => {};
	const closed = new Promise<StoreEnd>((resolve) => {
		tell = resolve;
	});
	const finish = async (why: StoreEnd) => {
		// Whoever cannot end must not keep storage open.
		await Promise.allSettled([...endings].map((run) => run()));
		endings.clear();
		await close();
		tell(why);
	};
	return {
		closed,
		isEnding: () => ending !== undefined,
		assertOpen: () => {
			if (ending !== undefined) throw storeClosed();
		},
		end: (why) => {
			ending ??= finish(why);
			return ending;
		},
		onClose: (run) => {
			endings.add(run);
			return () => {
				endings.delete(run);
			};
		},
	};
}
