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
		pause,
		isVisible: shown,
		onVisible: (run) =>
			all([
				on(document, "visibilitychange", () => shown() && run()),
				on(window, "focus", run),
			]),
		onSuspend,
		onResume,
	};
}

/** By a message and not by a timer, which a hidden page gets once a minute. */
function pause(): Promise<void> {
	const { port1, port2 } = new MessageChannel();
	return new Promise((resolve) => {
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(undefined);
	});
}

function onSuspend(run: () => void): () => void {
	return all([on(document, "freeze", run), on(window, "pagehide", run)]);
}

function onResume(run: () => void): () => void {
	return all([
		on(document, "resume", run),
		on(window, "pageshow", (event) => isFromCache(event) && run()),
	]);
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

/**
 * The platform's channel, but for the time that the page is put away: what it did on a message then would be frozen in
 * the middle, and a frozen transaction keeps every other tab from writing. Who missed a message must be able to ask.
 */
function openSystemChannel(name: string, hear: (message: unknown) => void) {
	let channel: BroadcastChannel | undefined;
	const open = () => {
		channel ??= new BroadcastChannel(name);
		channel.onmessage = ({ data }) => hear(data);
	};
	const shut = () => {
		channel?.close();
		channel = undefined;
	};
	open();
	const endFollowing = all([onSuspend(shut), onResume(open)]);
	return {
		post: (message: unknown) => channel?.postMessage(message),
		close: () => {
			endFollowing();
			shut();
		},
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
