import { Dexie, type Table, type Transaction } from "dexie";
import { EngineError, type EngineErrorCode } from "../errors.js";
import { type Decision, decideAtOnce, type FoundRows } from "./dexie-commit.js";
import { isDamaged, toEngineError } from "./dexie-errors.js";
import { FORMAT, type Head } from "./dexie-head.js";
import { type Sealed, unseal } from "./sealed.js";

/** Collection, fold, number, and the first and the last group in it. A block is written once and never changed. */
export type BlockKey = [string, string, number, string, string];
const ROWS = "rows";
/** In the place of a collection: what could not be read, and is kept. */
export const DAMAGED = "damaged";

export interface RecordRow extends Sealed {
	/** Its sequence; the head is 0. */
	readonly key: number;
}
export interface BlockRow extends Sealed {
	readonly key: BlockKey;
}

/** What lies after a sequence: the records in order, and the sequence of the last. */
export interface After {
	readonly head: Head;
	readonly rows: readonly RecordRow[];
	readonly last: number;
}

/** Where IndexedDB comes from, and what an acknowledgement means. */
export interface TableOptions {
	readonly indexedDB?: IDBFactory;
	readonly IDBKeyRange?: typeof IDBKeyRange;
	readonly durability: "strict" | "relaxed";
}

/**
 * One IndexedDB database with one table: the head, the records after it, and behind them the blocks. With two tables,
 * a record and a block could be written at the same time, and Chromium that dies in the midst of two writing
 * transactions of one database destroys all databases of the origin at its next start.
 */
export class LogTable {
	readonly db: Dexie;
	/** Those of its rows whose key is a number: the head and the records. */
	readonly records: Table<RecordRow, number>;
	/** The others: the blocks, and what was set aside. */
	readonly blocks: Table<BlockRow, BlockKey>;
	readonly #ranges: typeof IDBKeyRange | undefined;
	#id: string | undefined;
	#givenUp: EngineError | undefined;

	constructor(name: string, options: TableOptions) {
		const { durability, ...places } = options;
		const chrome = { chromeTransactionDurability: durability };
		this.db = new Dexie(name, { ...places, ...chrome, cache: "disabled" });
		this.db.version(1).stores({ [ROWS]: "key" });
		this.records = this.db.table(ROWS);
		this.blocks = this.db.table(ROWS);
		this.#ranges = options.IDBKeyRange;
		this.db.on("versionchange", () => {
			// Another tab removes the database: holding on would block it, and opening again would make an empty one.
			this.db.close();
			return false;
		});
	}

	async open(): Promise<void> {
		try {
			await this.db.open();
		} catch (error) {
			throw toEngineError(error, this.db.name, "opening");
		}
	}

	/** Something is damaged, and must not be taken for gone: from here on nothing is read or written. */
	giveUp(): never {
		this.#givenUp = isDamaged(this.db.name);
		throw this.#givenUp;
	}

	/** Rejects with `EngineError`. */
	async attempt<Result>(work: () => PromiseLike<Result>): Promise<Result> {
		if (this.#givenUp !== undefined) throw this.#givenUp;
		try {
			return await work();
		} catch (error) {
			throw toEngineError(error, this.db.name);
		}
	}

	/** In one transaction over all of it. Rejects with `EngineError`. */
	run<Result>(mode: "r" | "rw", work: () => Promise<Result>): Promise<Result> {
		return this.attempt(() => this.db.transaction(mode, this.records, work));
	}

	/** What lies after a sequence, within a transaction. */
	async after(sequence: number): Promise<After> {
		// IndexedDB answers in order.
		const first = this.records.get(0);
		const newer = await this.records
			.where("key")
			.between(sequence, Number.POSITIVE_INFINITY, false, true)
			.toArray();
		return this.#toAfter(sequence, { first: await first, newer });
	}

	/** Decides on what to write beside what is there, in one transaction. Rejects with `EngineError`. */
	commit<Answer>(
		sequence: number,
		decide: (after: After) => Decision<Answer>,
	): Promise<Answer> {
		const ranges = this.#ranges ?? IDBKeyRange;
		const newer = ranges.bound(sequence, Number.POSITIVE_INFINITY, true);
		const work = ({ idbtrans }: Transaction) =>
			decideAtOnce(idbtrans.objectStore(ROWS), newer, (found) =>
				decide(this.#toAfter(sequence, found)),
			);
		return this.attempt(() => this.db.transaction("rw", this.records, work));
	}

	#toAfter(sequence: number, { first, newer: rows }: FoundRows): After {
		const head = this.#check(first);
		const last = rows.at(-1)?.key ?? Math.max(sequence, head.folded);
		return { head, rows, last };
	}

	/** The keys of all blocks, of what was set aside too. */
	blockKeys(): PromiseLike<BlockKey[]> {
		return this.blocks.where("key").aboveOrEqual([]).primaryKeys();
	}

	async head(): Promise<Head> {
		return this.#check(await this.records.get(0));
	}

	#check(row: RecordRow | undefined): Head {
		// The checksum says that it is what `headRow` wrote.
		const head = (row ? unseal(row) : undefined) as Head | undefined;
		if (head === undefined) throw this.#refusal("CORRUPT_DATA", GONE);
		if (head.format > FORMAT) throw this.#refusal("NEWER_DATA", NEWER);
		this.#id ??= head.id;
		if (head.id !== this.#id) throw this.#refusal("STORE_CLOSED", ANEW);
		return head;
	}

	#refusal(code: EngineErrorCode, what: string): EngineError {
		return new EngineError(code, `The database ${this.db.name} ${what}`);
	}
}

const GONE =
	"has no head that can be read: it was removed or damaged while it was open. Nothing in it was touched; open the store again.";
const NEWER =
	"was written by a newer version. It was left as it is; open it with the newer version.";
const ANEW =
	"was removed and made anew while it was open. Open the store again.";
