import { type Replica, replicaOf, seal } from "@engine-offline/core/replicate";
import { Subject } from "rxjs";
import { expect, it } from "vitest";
import { openDevice, startEmulator } from "../scenario/world.js";
import { openMirror } from "./mirror.js";

it("[LD8] [P4] what another tab learned is newer than what was asked before, though no word of it came", async () => {
	const device = await openDevice(await startEmulator());
	await device.replicator.syncNow();
	const replica = replicaOf(device.store);
	// A page that hears nothing of the others.
	const deaf: Replica = { ...replica, changes$: new Subject() };
	const mirror = await openMirror(deaf);
	const fence = mirror.moment();
	const [org] = mirror.all("orgs");
	if (org === undefined) throw new Error("The store has no org.");
	expect(mirror.movedSince("orgs", org.id, fence)).toBe(false);
	const { envelope } = org;
	const next = seal("orgs", {
		...org,
		envelope: { ...envelope, seen: envelope.seen + 1 },
	});
	await replica.write("orgs", [{ previous: org, next }]);
	const stored = await replica.read("orgs", org.id);
	if (stored === undefined) throw new Error("The org is gone.");
	expect(mirror.get("orgs", org.id)).toEqual(org);
	mirror.learn("orgs", stored);
	expect(mirror.get("orgs", org.id)).toEqual(stored);
	expect(mirror.movedSince("orgs", org.id, fence)).toBe(true);
	const later = mirror.moment();
	for (const known of [org, stored]) mirror.learn("orgs", known);
	expect(mirror.get("orgs", org.id)).toEqual(stored);
	expect(mirror.movedSince("orgs", org.id, later)).toBe(false);
	mirror.close();
});
