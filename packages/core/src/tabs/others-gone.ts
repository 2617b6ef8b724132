import type { Environment } from "../environment.js";
import type { Tabs } from "./tabs.js";

const LOOK_MS = 50;
/** A tab that is frozen does not let go; it is not waited for any longer. */
const PATIENCE_MS = 5_000;

/** Waits for the account's other tabs, which were told to close. */
export async function othersGone(
	tabs: Tabs | undefined,
	environment: Environment,
): Promise<void> {
	if (tabs === undefined) return;
	const until = environment.monotonic() + PATIENCE_MS;
	while ((await tabs.countOthers()) > 0 && environment.monotonic() < until)
		await new Promise<void>((resolve) => {
			environment.setTimer(resolve, LOOK_MS);
		});
}
