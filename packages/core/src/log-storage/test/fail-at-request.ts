import { IDBObjectStore } from "fake-indexeddb";

const verbs = ["add", "put", "delete", "clear", "getAll", "get"] as const;

/** Requests of all stores, of which one fails as on a full disk. */
export interface FailingRequests {
	/** How many were made since. */
	made(): number;
	end(): void;
}

/**
 * Lets the request of this number fail, and all after it: the process is as good as dead from there on. With `abort`
 * that request itself is still answered, and its transaction is undone; with `error` one that writes is taken, and
 * answered with an error.
 */
export function failAtRequest(
	number: number,
	how: "refuse" | "abort" | "error" = "refuse",
): FailingRequests {
	let made = 0;
	const { prototype } = IDBObjectStore;
	const originals = verbs.map((verb) => [verb, prototype[verb]] as const);
	const originalAdd = prototype.add;
	const replace = (verb: string, value: unknown) =>
		Object.defineProperty(prototype, verb, {
			configurable: true,
			writable: true,
			value,
		});
	for (const [verb, original] of originals)
		replace(verb, function (this: IDBObjectStore, ...given: unknown[]) {
			made += 1;
			const isLast = made === number + 1;
			const isWrite = verb === "add" || verb === "put";
			if (isLast && how === "error" && isWrite)
				// The head is there already.
				return Reflect.apply(originalAdd, this, [{ key: 0 }]);
			if (made > number && !(isLast && how === "abort"))
				throw new DOMException("as good as dead", "UnknownError");
			const request: unknown = Reflect.apply(original, this, given);
			if (isLast && this.transaction.mode === "readwrite")
				queueMicrotask(() => undo(this.transaction));
			return request;
		});
	return {
		made: () => made,
		end: () => {
			for (const [verb, original] of originals) replace(verb, original);
		},
	};
}

/** Also when it is being committed, as a disk does, where `abort` would be refused. */
function undo(transaction: IDBTransaction): void {
	const names = ["_state", "_abort"] as const;
	const [state, abort] = names.map((name) => Reflect.get(transaction, name));
	if (state !== "finished") abort.call(transaction, "UnknownError");
}
