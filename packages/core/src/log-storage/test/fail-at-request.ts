import { IDBObjectStore } from "fake-indexeddb";

const verbs = ["add", "put", "delete", "clear", "getAll", "get"] as const;

/** Requests of all stores, of which one fails as on a full disk. */
export interface FailingRequests {
	/** How many were made since. */
	made(): number;
	end(): void;
}

/** Lets the request of this number fail, and all after it: the process is as good as dead from there on. */
export function failAtRequest(number: number): FailingRequests {
	let made = 0;
	const { prototype } = IDBObjectStore;
	const originals = verbs.map((verb) => [verb, prototype[verb]] as const);
	for (const [verb, original] of originals)
		Object.defineProperty(prototype, verb, {
			configurable: true,
			writable: true,
			value(this: IDBObjectStore, ...given: unknown[]) {
				made += 1;
				if (made > number)
					throw new DOMException("as good as dead", "UnknownError");
				return Reflect.apply(original, this, given);
			},
		});
	return {
		made: () => made,
		end: () => {
			for (const [verb, value] of originals)
				Object.defineProperty(prototype, verb, {
					configurable: true,
					writable: true,
					value,
				});
		},
	};
}
