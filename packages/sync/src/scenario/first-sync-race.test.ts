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

it("[PU2] an org that a project named while the list of orgs was written down is listed all the same, unasked", async () => {
	const emulator = await startEmulator();
	const isFirst = new Set(["/orgs", "/projects"]);
	let arrived: () => void = () => {};
	const bothArrived = new Promise<void>((resolve) => {
		arrived = resolve;
	});
	const device = await openDevice(emulator, {
		environment: {
			// Both lists arrive at the same moment.
			fetch: async (input, init) => {
				const answer = await fetch(input, init);
				const { pathname } = new URL(String(input));
				if (isFirst.delete(pathname.slice(pathname.lastIndexOf("/")))) {
					if (isFirst.size === 0) arrived();
					await bothArrived;
				}
				return answer;
			},
		},
	});
	await device.replicator.syncNow();
	const orgs = await device.store.listUserOrgs();
	expect(orgs.map(({ reach }) => reach)).toEqual(["listed", "listed"]);
	const asked = emulator.control.requests().map(({ rpc }) => rpc);
	expect(asked).not.toContain("GetOrg");
});
