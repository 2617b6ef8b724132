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
	/** Throws or rejects where there is no room; what was kept under the key before is then kept still. */
	write(key: string, text: string): Promise<void> | void;
	/** No error where there is nothing under that key. */
	remove(key: string): Promise<void> | void;
}
