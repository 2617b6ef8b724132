import { expect, it } from "vitest";
import { openDevice, startEmulator } from "./world.js";

it("[RE1] an org whose project was shown before the org itself is an org like any other after the first sync", async () => {
	const emulator = await startEmulator();
	const device = await openDevice(emulator, {
		environment: {
			// The list of orgs leaves first and arrives last.
			fetch: async (input, init) => {
				const answer = await fetch(input, init);
				if (String(input).endsWith("/orgs"))
					await new Promise((resolve) => setTimeout(resolve, 100));
				return answer;
			},
		},
	});
	const status = await device.replicator.syncNow();
	expect(status.state).toBe("in-sync");
	const orgs = await device.store.listUserOrgs();
	expect(orgs.map(({ reach }) => reach)).toEqual(["listed", "listed"]);
});
