import { memoryStorage } from "@engine-offline/core/memory";
import { createEmulator } from "@engine-offline/emulator";
import { from, map, merge, type Observable } from "rxjs";
import { expect, it } from "vitest";
import { mortalStorage } from "./fault-mortal.js";
import { openHasty } from "./fault-world.js";

it("[RE5] a second syncNow() of the packaged fixture makes no local write and no emission", async () => {
	let written = 0;
	const storage = mortalStorage(memoryStorage(), {
		isAlive: () => true,
		before: (rows) => {
			written += rows.length;
		},
		after: () => {},
	});
	const emulator = await createEmulator({ seed: "quiet" });
	// On a busy machine three syncs take longer than what is on screen may get old: steady polling would be counted.
	const timing = { deadlineMs: 20_000, screenAgeMs: 600_000 };
	const device = await openHasty(emulator, { storage, timing });
	const first = await device.replicator.syncNow();
	expect(first.state).toBe("in-sync");
	const orgs = await device.store.listUserOrgs();
	expect(orgs).toHaveLength(208);
	const [org] = orgs;
	if (org === undefined) throw new Error("no org");
	const emitted = new Map<string, number>();
	const watched = {
		userOrgs$: device.store.userOrgs$,
		pending$: device.store.pending$,
		issues$: device.store.issues.$,
		projects$: org.projects$,
		users$: org.users$,
		name$: org.name$,
		sync$: org.sync$,
	};
	const streams = Object.entries(watched).map(([name, stream$]) =>
		from<Observable<unknown>>(stream$).pipe(map(() => name)),
	);
	const subscription = merge(...streams).subscribe((name) =>
		emitted.set(name, (emitted.get(name) ?? 0) + 1),
	);
	// Everything has emitted once, and what is on screen now is listed.
	await device.replicator.syncNow();
	const before = new Map(emitted);
	expect([...before.keys()].sort()).toEqual(Object.keys(watched).sort());
	expect(written).toBeGreaterThan(0);
	written = 0;
	emulator.control.clearRequests();
	const second = await device.replicator.syncNow();
	expect(second.state).toBe("in-sync");
	expect(emulator.control.requests().length).toBe(2 + 2 * 208);
	expect(written).toBe(0);
	expect(emitted).toEqual(before);
	subscription.unsubscribe();
	await device.close();
	await emulator.close();
}, 40_000);
