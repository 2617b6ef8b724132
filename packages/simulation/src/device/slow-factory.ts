import type { Process } from "../world/process.js";

/**
 * An IndexedDB on which to open, to delete and to list each take a while first, so that a process can be killed between
 * any two. Only for what erases: of the events of a request it passes on those that have a handler.
 */
export function slowFactory(
	factory: IDBFactory,
	process: Process,
	delay: () => number,
): IDBFactory {
	const later = (ask: () => IDBOpenDBRequest): IDBOpenDBRequest => {
		const shown: Shown = { onsuccess: null, onerror: null, onblocked: null };
		const begin = () => {
			const asked = ask();
			const pass = (name: keyof Shown) => {
				asked[name] = () =>
					process.run(() => {
						const { readyState } = asked;
						if (readyState === "done" && name !== "onblocked")
							Object.assign(shown, resultOf(asked));
						shown[name]?.();
					});
			};
			pass("onsuccess");
			pass("onerror");
			pass("onblocked");
		};
		void process.wait(delay()).then(begin);
		// Proof of the cast: who erases asks for nothing but what `Shown` and `resultOf` have.
		return shown as unknown as IDBOpenDBRequest;
	};
	return {
		open: (name, version) => later(() => factory.open(name, version)),
		deleteDatabase: (name) => later(() => factory.deleteDatabase(name)),
		databases: async () => {
			await process.wait(delay());
			return process.survive(await factory.databases());
		},
		cmp: (first, second) => factory.cmp(first, second),
	};
}

interface Shown {
	onsuccess: (() => void) | null;
	onerror: (() => void) | null;
	onblocked: (() => void) | null;
}

function resultOf({
	error,
	result,
}: IDBOpenDBRequest): Pick<IDBOpenDBRequest, "error"> {
	return error === null ? Object.assign({ error }, { result }) : { error };
}
