/** What platforms say where a page may keep nothing: private mode, blocked cookies, no IndexedDB at all. */
const DENIED = new Set([
	"SecurityError",
	"InvalidStateError",
	"MissingAPIError",
	"NotSupportedError",
	"ReferenceError",
]);

/** Whether an opening failed since this platform gives no lasting storage, in whatever the error is wrapped. */
export function isStorageDenied(error: unknown): boolean {
	let current = error;
	for (let depth = 0; depth < 5; depth++) {
		if (typeof current !== "object" || current === null) return false;
		if (DENIED.has(String(Reflect.get(current, "name")))) return true;
		current = Reflect.get(current, "cause") ?? Reflect.get(current, "inner");
	}
	return false;
}
