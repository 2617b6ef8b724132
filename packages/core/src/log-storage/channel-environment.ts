import type { Channel } from "./dexie-home.js";

/** The channel between the tabs of this origin; none where the platform has none. */
export function openSystemChannel(
	name: string,
	hear: () => void,
): Channel | undefined {
	if (typeof BroadcastChannel === "undefined") return undefined;
	const channel = new BroadcastChannel(name);
	channel.onmessage = hear;
	// In Node it would keep the process alive.
	if ("unref" in channel && typeof channel.unref === "function")
		channel.unref();
	return {
		post: (message) => channel.postMessage(message),
		close: () => channel.close(),
	};
}
