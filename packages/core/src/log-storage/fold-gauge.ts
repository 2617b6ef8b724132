const FROM_BYTES = 512 * 1024;
/** By so much for each document the log may grow before a fold is worth its while. */
const BYTES_PER_DOCUMENT = 100;

/** How long a log has grown since its last fold. */
export class FoldGauge {
	readonly #fromBytes: number;
	#bytes = 0;
	/** Rises when a fold fails, so that it is not tried at each write. */
	#patience = 1;

	constructor(fromBytes = FROM_BYTES) {
		this.#fromBytes = fromBytes;
	}

	count(bytes: number): void {
		this.#bytes += bytes;
	}

	restart(): void {
		this.#bytes = 0;
		this.#patience = 1;
	}

	postpone(): void {
		this.#patience *= 2;
	}

	isFoldDue(documents: number): boolean {
		const room = Math.max(this.#fromBytes, documents * BYTES_PER_DOCUMENT);
		return this.#bytes > room * this.#patience;
	}
}
