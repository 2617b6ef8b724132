import type { LogDatabase } from "./log-database.js";

interface Pooled {
	readonly opened: Promise<LogDatabase>;
	users: number;
}

/** Opens a database for its first user and closes it after the last one. */
export class DatabasePool {
	readonly #open: (name: string) => Promise<LogDatabase>;
	readonly #pooledByName = new Map<string, Pooled>();
	readonly #closedByName = new Map<string, Promise<void>>();

	constructor(open: (name: string) => Promise<LogDatabase>) {
		this.#open = open;
	}

	/** The database, and what is to be called once when it is not used any more, also when opening it failed. */
	use(name: string) {
		const closed = this.#closedByName.get(name) ?? Promise.resolve();
		const pooled = this.#pooledByName.get(name) ?? {
			opened: closed.then(() => this.#open(name)),
			users: 0,
		};
		this.#pooledByName.set(name, pooled);
		pooled.users += 1;
		const release = () => this.#release(name, pooled);
		return { opened: pooled.opened, release };
	}

	/** One that is in use here. */
	find(name: string): Promise<LogDatabase> | undefined {
		return this.#pooledByName.get(name)?.opened;
	}

	/** Applies what others have written to any of the open databases. */
	async catchUp(): Promise<void> {
		const all = [...this.#pooledByName.values()];
		await Promise.all(all.map(async ({ opened }) => (await opened).catchUp()));
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
		const closed = closing.catch(() => undefined);
		this.#closedByName.set(name, closed);
		await closing;
	}
}
