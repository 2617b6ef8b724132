import type { Environment } from "../environment.js";
import type { Tabs } from "./tabs.js";

const LOOK_MS = 50;
/** A tab that is frozen does not let go; it is not waited for any longer. */
const PATIENCE_MS = 5_000;

/** Waits for the account's other tabs, which were told to close; not for those that hold `purpose`, as this one does. */
export async function othersGone(
	tabs: Tabs | undefined,
	environment: Environment,
	purpose?: string,
): Promise<void> {
	if (tabs === undefined) return;
	const until = environment.monotonic() + PATIENCE_MS;
	const isAlone = async () => (await tabs.countOthers(purpose)) === 0;
	while (!(await isAlone()) && environment.monotonic() < until)
		await new Promise<void>((resolve) => {
			environment.setTimer(resolve, LOOK_MS);
		});
}
