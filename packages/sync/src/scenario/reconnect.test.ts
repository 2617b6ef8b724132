import { systemEnvironment } from "@engine-offline/core";
import { filter, firstValueFrom } from "rxjs";
import { expect, it } from "vitest";
import type { Replicator } from "../replicator/replicator.js";
import { openDevice, startEmulator } from "./world.js";

/** A network with a switch, in a world where every wait longer than a deadline lasts for ever. */
function switchedNetwork() {
	const system = systemEnvironment();
	const back = new Set<() => void>();
	const gone = new Set<() => void>();
	const told = (whom: Set<() => void>) => (run: () => void) => {
		whom.add(run);
		return () => whom.delete(run);
	};
	const lost: string[] = [];
	let on = false;
	return {
		/** The methods of the calls that got nowhere. */
		lost,
		environment: {
			random: () => 0.999,
			setTimer: (run: () => void, ms: number) =>
				ms > 500 ? () => {} : system.setTimer(run, ms),
			fetch: ((input, init) => {
				if (on) return fetch(input, init);
				lost.push(init?.method ?? "GET");
				return Promise.reject(new TypeError("no network"));
			}) as typeof fetch,
			onReconnect: told(back),
			onDisconnect: told(gone),
		},
		turn: (next: boolean) => {
			on = next;
			for (const run of on ? back : gone) run();
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

it("[RE13] after the network went, nothing is sent on the strength of an earlier read", async () => {
	const emulator = await startEmulator();
	const network = switchedNetwork();
	const { environment } = network;
	const { store, replicator } = await openDevice(emulator, { environment });
	network.turn(true);
	await replicator.start();
	await replicator.whenInSync();
	network.turn(false);
	await store.createOrg("Gamma");
	await whenOffline(replicator);
	expect(await store.pending()).toMatchObject([{ state: "pending" }]);
	expect(network.lost).toEqual(["GET"]);
});
