const FROM_BYTES = 512 * 1024;
/** By so much for each document the log may grow before a fold is worth its while. */
const BYTES_PER_DOCUMENT = 100;

/** How long a log is: the records that are in no block yet. */
export class FoldGauge {
	readonly #fromBytes: number;
	readonly #bytesBySequence = new Map<number, number>();
	#bytes = 0;
	#folded = 0;
	/** Rises when a fold fails, so that it is not tried at each write. */
	#patience = 1;

	constructor(fromBytes = FROM_BYTES) {
		this.#fromBytes = fromBytes;
	}

	/** Counts a record, once. */
	count(sequence: number, bytes: number): void {
		if (this.#bytesBySequence.has(sequence)) return;
		this.#bytesBySequence.set(sequence, bytes);
		this.#bytes += bytes;
	}

	/** Up to this one they are in blocks; what was written while that was done still counts. */
	foldedUpTo(folded: number): void {
		if (folded === this.#folded) return;
		this.#folded = folded;
		this.#patience = 1;
		for (const [sequence, bytes] of this.#bytesBySequence)
			if (sequence <= folded) {
				this.#bytesBySequence.delete(sequence);
				this.#bytes -= bytes;
			}
	}

	postpone(): void {
		this.#patience *= 2;
	}

	isFoldDue(documents: number): boolean {
		const room = Math.max(this.#fromBytes, documents * BYTES_PER_DOCUMENT);
		return this.#bytes > room * this.#patience;
	}
}
