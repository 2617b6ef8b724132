import { systemEnvironment } from "@engine-offline/core";
import { filter, firstValueFrom } from "rxjs";
import { expect, it } from "vitest";
import type { Replicator } from "../replicator/replicator.js";
import { openDevice, startEmulator } from "./world.js";

/** A network with a switch, in a world where every wait longer than a deadline lasts for ever. */
function switchedNetwork() {
	const system = systemEnvironment();
	const told = new Set<() => void>();
	let on = false;
	return {
		environment: {
			random: () => 0.999,
			setTimer: (run: () => void, ms: number) =>
				ms > 500 ? () => {} : system.setTimer(run, ms),
			fetch: ((input, init) =>
				on
					? fetch(input, init)
					: Promise.reject(new TypeError("no network"))) as typeof fetch,
			onReconnect: (run: () => void) => {
				told.add(run);
				return () => told.delete(run);
			},
		},
		turn: (next: boolean) => {
			on = next;
			if (on) for (const run of told) run();
		},
	};
}

function whenOffline({ status$ }: Replicator) {
	return firstValueFrom(
		status$.pipe(filter(({ state }) => state === "offline")),
	);
}

it("[RE12] what was put off while there was no network goes out as soon as it is back", async () => {
	const emulator = await startEmulator();
	const network = switchedNetwork();
	const { environment } = network;
	const { store, replicator } = await openDevice(emulator, { environment });
	await replicator.start();
	await whenOffline(replicator);
	network.turn(true);
	await replicator.whenInSync();

	network.turn(false);
	const [alpha] = await store.listUserOrgs();
	const renamed = await alpha?.update({ name: "Alpha 2" });
	await whenOffline(replicator);
	network.turn(true);
	expect(await renamed?.settled()).toEqual({ kind: "accepted" });
});
