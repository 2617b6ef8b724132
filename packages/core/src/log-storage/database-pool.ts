import type { LogDatabase } from "./log-database.js";

/** A database while any of its collections is open. */
export interface PooledDatabase {
	readonly opened: Promise<LogDatabase>;
	/** How many instances are open, by collection. */
	readonly usersByCollection: Map<string, number>;
	users: number;
	closing?: Promise<void>;
}

/** Opens a database for its first user and closes it after the last one. */
export class DatabasePool {
	readonly #open: (name: string) => Promise<LogDatabase>;
	readonly #databaseByName = new Map<string, PooledDatabase>();

	constructor(open: (name: string) => Promise<LogDatabase>) {
		this.#open = open;
	}

	/** Each call is to be followed by one `release`, also when `opened` rejects. */
	async use(name: string): Promise<PooledDatabase> {
		let database = this.#databaseByName.get(name);
		while (database?.closing !== undefined) {
			await database.closing.catch(() => undefined);
			database = this.#databaseByName.get(name);
		}
		database ??= {
			opened: this.#open(name),
			usersByCollection: new Map(),
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

	/** Applies what others have written to any of the open databases. */
	async catchUp(): Promise<void> {
		const open = [...this.#databaseByName.values()].filter(
			({ closing }) => closing === undefined,
		);
		await Promise.all(open.map(async ({ opened }) => (await opened).catchUp()));
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
