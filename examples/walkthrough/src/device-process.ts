import { createMortalWay, type DeathPoint } from "./death.js";
import { type Device, openDevice } from "./device.js";
import { editOffline } from "./edit-offline.js";
import { firstSync } from "./first-sync.js";
import { createNarrator } from "./narrator.js";
import type { Edit, Order, Report } from "./protocol.js";
import { say } from "./say.js";
import { showAll, showIssues } from "./show.js";

// One life of a device, in a process of its own: it does what it is told, and tells what came of it.

/** Resolves when the other side has it. */
function report(message: Report): Promise<void> {
	return new Promise((resolve, reject) => {
		process.send?.(message, (error: Error | null) =>
			error === null ? resolve() : reject(error),
		);
	});
}

async function editOfflineAndDie(order: Order): Promise<void> {
	const narrator = createNarrator();
	const device = await openDevice(order, narrator.observe);
	await firstSync(device);
	device.network.goOffline();
	say("The network is down from here on.");
	const edited = await editOffline(device.store);
	await sayWhatWaits(device);
	await report({ kind: "edited", edited });
	narrator.follow(edited.edits);
	say("The network is back, but it is a bad one: answers to writes get lost.");
	device.network.goOnline(createMortalWay(order.death, lastWords));
}

function lastWords({ write, moment }: DeathPoint): void {
	say(`This process kills itself at write ${write} of the push, ${moment}.`);
}

async function comeBack(order: Order): Promise<void> {
	const narrator = createNarrator();
	const device = await openDevice(order, narrator.observe);
	narrator.follow(order.edits);
	await sayWhatWaits(device);
	await device.replicator.start();
	await device.replicator.whenInSync();
	say("In sync: nothing waits, and every list is what the Engine showed.");
	// In sync promises lists that are not older than ten minutes: the comparison to come wants them as of now.
	await device.replicator.syncNow();
	await tell(device, order.edits);
}

async function look(order: Order): Promise<void> {
	const device = await openDevice(order);
	await firstSync(device);
	await tell(device, []);
}

async function tell(device: Device, edits: readonly Edit[]): Promise<void> {
	const { store } = device;
	const outcomes = [];
	for (const { title, change } of edits)
		outcomes.push({ title, outcome: await store.settled(change) });
	await report({
		kind: "in sync",
		shown: await showAll(store),
		outcomes,
		issues: showIssues(store),
		waiting: (await store.pending()).length,
	});
	await device.close();
}

async function sayWhatWaits({ store }: Device): Promise<void> {
	const pending = await store.pending();
	say(`${pending.length} things wait for the Engine:`);
	for (const { kind, label, state, why } of pending)
		say(`  ${kind} of ${label} (${state}): ${why}`);
}

// Proof of the cast: only the walkthrough starts this program, with an order as its one argument.
const order = JSON.parse(process.argv[2] ?? "") as Order;
switch (order.act) {
	case "edit offline and die":
		await editOfflineAndDie(order);
		break;
	case "come back":
		await comeBack(order);
		process.disconnect();
		break;
	case "look":
		await look(order);
		process.disconnect();
		break;
}
