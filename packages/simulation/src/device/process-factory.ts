import type { Process } from "../world/process.js";

/** Keeps the databases of each process apart in RxDB's and Dexie's own memory, and is not part of a name on the disk. */
const MARK = "~process";

/** The name of a database as one process asks for it. */
export function ownName(name: string, process: Process): string {
	return `${name}${MARK}${process.name}${MARK}`;
}

/** That name as it is on the disk. */
export function realName(name: string): string {
	const [before = "", , after = ""] = name.split(MARK);
	return before + after;
}

/** An IndexedDB as one process has it: when the process is killed, its transactions abort and its connections close. */
export function factoryFor(factory: IDBFactory, process: Process): IDBFactory {
	const connections = new Set<IDBDatabase>();
	const transactions = new Set<IDBTransaction>();
	const watch = (transaction: IDBTransaction | null) => {
		if (transaction === null) return;
		transactions.add(transaction);
		const over = () => transactions.delete(transaction);
		transaction.addEventListener("complete", over);
		transaction.addEventListener("abort", over);
	};
	const connected = (database: IDBDatabase) => {
		if (!process.isAlive()) return database.close();
		connections.add(database);
		const begin = database.transaction.bind(database);
		database.transaction = (...given) => {
			const transaction = begin(...given);
			watch(transaction);
			return transaction;
		};
	};
	process.onKill(() => {
		for (const transaction of transactions) abort(transaction);
		for (const database of connections) database.close();
	});
	return {
		open: (name, version) => {
			const request = factory.open(realName(name), version);
			request.addEventListener("upgradeneeded", () => {
				watch(request.transaction);
				if (!process.isAlive() && request.transaction !== null)
					abort(request.transaction);
			});
			request.addEventListener("success", () => connected(request.result));
			return request;
		},
		deleteDatabase: (name) => factory.deleteDatabase(realName(name)),
		databases: () => factory.databases(),
		cmp: (first, second) => factory.cmp(first, second),
	};
}

function abort(transaction: IDBTransaction): void {
	try {
		transaction.abort();
	} catch (error) {
		// What is committed already is on the disk.
		if (!(error instanceof Error) || error.name !== "InvalidStateError")
			throw error;
	}
}
