const FROM_BYTES = 512 * 1024;
const FROM_RECORDS = 500;
/** By so much the log may grow, for each document and for so many, before a fold is worth its while. */
const BYTES_PER_DOCUMENT = 100;
const DOCUMENTS_PER_RECORD = 50;

/** How long a log has grown since its last fold. */
export class FoldGauge {
	readonly #fromBytes: number;
	#bytes = 0;
	#records = 0;
	/** Rises when a fold fails, so that it is not tried at each write. */
	#patience = 1;

	constructor(fromBytes = FROM_BYTES) {
		this.#fromBytes = fromBytes;
	}

	count(bytes: number): void {
		this.#bytes += bytes;
		this.#records += 1;
	}

	restart(): void {
		this.#bytes = 0;
		this.#records = 0;
		this.#patience = 1;
	}

	postpone(): void {
		this.#patience *= 2;
	}

	isFoldDue(documents: number): boolean {
		const bytes = Math.max(this.#fromBytes, documents * BYTES_PER_DOCUMENT);
		const records = Math.max(FROM_RECORDS, documents / DOCUMENTS_PER_RECORD);
		return (
			this.#bytes > bytes * this.#patience ||
			this.#records > records * this.#patience
		);
	}
}
