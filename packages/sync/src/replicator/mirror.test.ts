import {
	type Replica,
	replicaOf,
	type StoredChanges,
	seal,
} from "@engine-offline/core/replicate";
import { Subject } from "rxjs";
import { expect, it } from "vitest";
import { openDevice, startEmulator } from "../scenario/world.js";
import { changeDocument } from "./change-document.js";
import { openMirror } from "./mirror.js";

it("[LD8] [P4] what another tab learned is newer than what was asked before, though no word of it came", async () => {
	const device = await openDevice(await startEmulator());
	await device.replicator.syncNow();
	const replica = replicaOf(device.store);
	// A page that hears of the others only by what its writes meet.
	const changes$ = new Subject<StoredChanges>();
	const deaf: Replica = {
		...replica,
		changes$,
		write: async (name, writes) => {
			const stale = await replica.write(name, writes);
			for (const id of stale) {
				const doc = await replica.read(name, id);
				if (doc !== undefined) changes$.next({ name, documents: [doc] });
			}
			return stale;
		},
	};
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
	expect(mirror.get("orgs", org.id)).toEqual(org);
	const moved: boolean[] = [];
	await changeDocument(
		{ replica: deaf, mirror },
		{ name: "orgs", id: org.id },
		(now) => {
			moved.push(mirror.movedSince("orgs", now.id, fence));
			return moved.length === 1 ? { ...now, name: "As it was" } : undefined;
		},
	);
	expect(moved).toEqual([false, true]);
	const stored = await replica.read("orgs", org.id);
	expect(mirror.get("orgs", org.id)).toEqual(stored);
	mirror.close();
});
