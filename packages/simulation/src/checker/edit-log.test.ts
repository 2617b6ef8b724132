import { createEnvelope, type Stored } from "@engine-offline/core/replicate";
import { expect, it } from "vitest";
import type { Device } from "../device/device.js";
import type { LedgerWrite } from "../workload/ledger.js";
import { createEditLog } from "./edit-log.js";

const stored = (name: string, made: number): Stored & { name: string } => ({
	id: "p",
	name,
	_deleted: false,
	_rev: "1-a",
	_meta: { lwt: 1 },
	_attachments: {},
	envelope: createEnvelope({ made }),
});

const write = (edit: number, name: string): LedgerWrite => ({
	name: "w1",
	device: "d1",
	process: "d1#1",
	collection: "projects",
	id: "p",
	kind: "update",
	fields: { name },
	knew: {},
	askedAt: 0,
	state: "acked",
	edit,
	ackedAt: 10,
	code: "",
});

it("[SI8] what sets a field to what it shows already is no edit of it", () => {
	const log = createEditLog(() => 5);
	// Proof of the cast: the log reads the name alone.
	const device = { name: "d1" } as unknown as Device;
	log.note(device, {
		name: "projects",
		previous: stored("Ape", 0),
		next: stored("Ant", 1),
	});
	expect(log.changed(write(1, "Ant"), "name")).toBe(true);
	expect(log.changed(write(1, "Ant"), "description")).toBe(false);
	expect(log.showed(write(1, "Ant"), "name")).toBe(true);
	expect(log.showed(write(1, "Cow"), "name")).toBe(false);
	log.forget("d1");
	expect(log.changed(write(1, "Ant"), "name")).toBe(false);
});
