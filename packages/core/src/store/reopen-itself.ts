import type { Dexie } from "dexie";

/**
 * Lets a database whose connection the browser cut (a phone in the background, say) open itself again. One that was
 * deleted stays closed: opened again it would be an empty one, and pass for the one that we had.
 */
export function reopenItself(database: Dexie): void {
	let wasOpen = false;
	database.on(
		"ready",
		() => {
			wasOpen = true;
		},
		true,
	);
	database.on("populate", () => {
		if (wasOpen)
			throw new Error(`${database.name} was deleted while it was open.`);
	});
	database.on("versionchange", () => {
		// Held on to, it would block whoever deletes it or has a newer version.
		database.close();
		return false;
	});
	const close = database.close.bind(database);
	database.close = (options) => {
		close(options);
		// Only a connection that was cut leaves this open.
		if (wasOpen && options?.disableAutoOpen === false)
			database.open().catch(() => {
				// What is asked of it next is told that it is closed.
			});
	};
}
