import type { Environment, LockOptions, Locks } from "../environment.js";

/** What only a page has: other tabs, and a life of being shown, hidden, frozen and woken. */
export function pageEnvironment(): Partial<Environment> {
	if (typeof document === "undefined") return {};
	const shown = () => document.visibilityState === "visible";
	return {
		// Missing in an insecure context; some stand-ins for a browser have null.
		...(navigator.locks ? { locks: systemLocks(navigator.locks) } : {}),
		...(typeof BroadcastChannel === "undefined"
			? {}
			: { openChannel: openSystemChannel }),
		isVisible: shown,
		onVisible: (run) =>
			all([
				on(document, "visibilitychange", () => shown() && run()),
				on(window, "focus", run),
			]),
		onSuspend: (run) =>
			all([on(document, "freeze", run), on(window, "pagehide", run)]),
		onResume: (run) =>
			all([
				on(document, "resume", run),
				on(window, "pageshow", (event) => isFromCache(event) && run()),
			]),
	};
}

function isFromCache(event: Event): boolean {
	return event instanceof PageTransitionEvent && event.persisted;
}

function on(
	target: EventTarget,
	event: string,
	run: (event: Event) => void,
): () => void {
	target.addEventListener(event, run);
	return () => target.removeEventListener(event, run);
}

function all(endings: readonly (() => void)[]): () => void {
	return () => {
		for (const end of endings) end();
	};
}

function openSystemChannel(name: string, hear: (message: unknown) => void) {
	const channel = new BroadcastChannel(name);
	channel.onmessage = ({ data }) => hear(data);
	return {
		post: (message: unknown) => channel.postMessage(message),
		close: () => channel.close(),
	};
}

function systemLocks(manager: LockManager): Locks {
	return {
		request: <Result>(
			name: string,
			options: LockOptions,
			run: () => Promise<Result>,
		): Promise<Result> => manager.request(name, { ...options }, () => run()),
		countHeld: async (name) => {
			const { held = [] } = await manager.query();
			return held.filter((lock) => lock.name === name).length;
		},
	};
}
