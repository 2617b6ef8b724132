/**
 * A second place, outside the store's own storage, for what the Engine does not have yet: a browser may destroy all
 * IndexedDB of an origin without a word. A desktop app may give one of its own, such as a file.
 *
 * Texts by key; keys are texts of printable ASCII. Calls take effect in the order in which they were made. What is
 * given is never a secret, and it is bounded by the store.
 */
export interface Journal {
	/** All keys that begin so. */
	keys(prefix: string): Promise<readonly string[]> | readonly string[];
	read(key: string): Promise<string | undefined> | string | undefined;
	/**
	 * Resolves when the text outlives this process. Throws or rejects where there is no room; what was kept under the
	 * key before is then kept still.
	 */
	write(key: string, text: string): Promise<void> | void;
	/** No error where there is nothing under that key. */
	remove(key: string): Promise<void> | void;
	/**
	 * Looks at what is kept under the key and changes it, in one step for all tabs: a text is written, `null` removes,
	 * undefined leaves it. `next` may be called again when it was in vain. Left out, it is read and changed in two steps,
	 * between which another tab may write.
	 */
	change?(key: string, next: NextText): Promise<void>;
	/**
	 * Only of a journal that is one account's alone: destroys it with the place that it is in, and answers the names of
	 * what is left.
	 */
	erase?(): Promise<readonly string[]>;
	/** Called when a store that uses it closes; it may be asked again afterwards. */
	close?(): void;
}

export type NextText = (held: string | undefined) => string | null | undefined;
