import {
	getRxStorageMemory,
	type RxStorageMemory,
} from "rxdb/plugins/storage-memory";
import type { OpenDatabase } from "./open-database.js";

/** A database while any of its collections is open, and the memory that they share. */
export interface PooledDatabase {
	readonly opened: Promise<OpenDatabase>;
	readonly memory: RxStorageMemory;
	users: number;
	closing?: Promise<void>;
}

/** Opens a database for its first user and closes it after the last one. */
export class DatabasePool {
	readonly #open: (name: string) => Promise<OpenDatabase>;
	readonly #databaseByName = new Map<string, PooledDatabase>();

	constructor(open: (name: string) => Promise<OpenDatabase>) {
		this.#open = open;
	}

	/** Each call is to be followed by one `release`, also when `opened` rejects. */
	async use(name: string): Promise<PooledDatabase> {
		let database = this.#databaseByName.get(name);
		while (database?.closing !== undefined) {
			await database.closing;
			database = this.#databaseByName.get(name);
		}
		database ??= {
			opened: this.#open(name),
			memory: createOwnMemory(),
			users: 0,
		};
		this.#databaseByName.set(name, database);
		database.users += 1;
		return database;
	}

	async release(name: string, database: PooledDatabase): Promise<void> {
		database.users -= 1;
		if (database.users > 0) return;
		database.closing = this.#close(name, database);
		await database.closing;
	}

	async #close(name: string, { opened }: PooledDatabase): Promise<void> {
		try {
			const database = await opened.catch(() => undefined);
			await database?.close();
		} finally {
			this.#databaseByName.delete(name);
		}
	}
}

/** RxDB's own memory storage keeps its state in a map of the module, for all who use it and for ever. */
function createOwnMemory(): RxStorageMemory {
	return { ...getRxStorageMemory(), collectionStates: new Map() };
}
