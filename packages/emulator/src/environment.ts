/** What the emulator takes from the platform, so that tests can give it another clock. */
export interface Environment {
	/** Milliseconds; must not go back. */
	now(): number;
	/** Calls back after so many milliseconds. Returns a function that cancels it. */
	after(ms: number, callback: () => void): () => void;
	/** A text that is another one at each start, for emulators without a seed. */
	freshSeed(): string;
}
