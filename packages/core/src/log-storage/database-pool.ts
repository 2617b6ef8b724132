import type { LogDatabase } from "./log-database.js";

interface Pooled {
	readonly opened: Promise<LogDatabase>;
	users: number;
}

/** Opens a database for its first user and closes it after the last one. */
export class DatabasePool {
	readonly #open: (name: string) => Promise<LogDatabase>;
	readonly #pooledByName = new Map<string, Pooled>();
	readonly #closingByName = new Map<string, Promise<void>>();

	constructor(open: (name: string) => Promise<LogDatabase>) {
		this.#open = open;
	}

	/** The database, and what is to be called once when it is not used any more. */
	async use(name: string) {
		const pooled = this.#pooledByName.get(name) ?? {
			opened: (this.#closingByName.get(name) ?? Promise.resolve()).then(() =>
				this.#open(name),
			),
			users: 0,
		};
		this.#pooledByName.set(name, pooled);
		pooled.users += 1;
		const release = () => this.#release(name, pooled);
		try {
			return { database: await pooled.opened, release };
		} catch (error) {
			await release();
			throw error;
		}
	}

	/** Applies what others have written to any of the open databases. */
	async catchUp(): Promise<void> {
		const pooled = [...this.#pooledByName.values()];
		await Promise.all(
			pooled.map(async ({ opened }) => (await opened).catchUp()),
		);
	}

	async #release(name: string, pooled: Pooled): Promise<void> {
		pooled.users -= 1;
		if (pooled.users > 0) return;
		this.#pooledByName.delete(name);
		const closing = pooled.opened.then(
			(database) => database.close(),
			() => undefined,
		);
		// Who opens it meanwhile waits, and does not fail because the closing did.
		this.#closingByName.set(
			name,
			closing.catch(() => undefined),
		);
		await closing;
	}
}
