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
 * that request itself is still answered, and its transaction is undone.
 */
export function failAtRequest(
	number: number,
	how: "refuse" | "abort" = "refuse",
): FailingRequests {
	let made = 0;
	const { prototype } = IDBObjectStore;
	const originals = verbs.map((verb) => [verb, prototype[verb]] as const);
	const replace = (verb: string, value: unknown) =>
		Object.defineProperty(prototype, verb, {
			configurable: true,
			writable: true,
			value,
		});
	for (const [verb, original] of originals)
		replace(verb, function (this: IDBObjectStore, ...given: unknown[]) {
			made += 1;
			const isLast = how === "abort" && made === number + 1;
			if (made > number && !isLast)
				throw new DOMException("as good as dead", "UnknownError");
			const request: unknown = Reflect.apply(original, this, given);
			if (isLast && this.transaction.mode === "readwrite")
				queueMicrotask(() => this.transaction.abort());
			return request;
		});
	return {
		made: () => made,
		end: () => {
			for (const [verb, original] of originals) replace(verb, original);
		},
	};
}
