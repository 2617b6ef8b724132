/** Where the Engine answers: the emulator of `npm start`, or what `VITE_ENGINE_URL` says; "/" is where the page is. */
export const engineUrl: string = new URL(
	import.meta.env.VITE_ENGINE_URL ?? "http://127.0.0.1:4810",
	location.origin,
).href;

/** Names the Engine for the store. It stays the same when the address changes. */
export const engineKey = "console-engine";

/** The account that the emulator makes up, so that nobody has to type it. */
export const madeUpAccount = {
	email: "olivia.marlowe@example.com",
	password: "offline-first-1",
} as const;
