import { createEnvelope, type Stored } from "@engine-offline/core/replicate";
import { expect, it } from "vitest";
import type { Device } from "../device/device.js";
import type { LedgerWrite } from "../workload/ledger.js";
import { createEditLog } from "./edit-log.js";

const stored = (
	name: string,
	made: number,
	base?: string,
): Stored & { name: string } => ({
	id: "p",
	name,
	_deleted: false,
	_rev: "1-a",
	_meta: { lwt: 1 },
	_attachments: {},
	envelope: createEnvelope({
		made,
		...(base !== undefined && { base: { name: base, description: "" } }),
	}),
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
		process: "d1#1",
	});
	expect(log.changed(write(1, "Ant"), "name")).toBe(true);
	expect(log.changed(write(1, "Ant"), "description")).toBe(false);
	expect(log.showed(write(1, "Ant"), "name")).toBe(true);
	expect(log.showed(write(1, "Cow"), "name")).toBe(false);
	log.keepOnly("d1", () => false);
	expect(log.changed(write(1, "Ant"), "name")).toBe(false);
});

it("[SI8] what sets a field back to what the Engine has waits for nothing, but for what was sent meanwhile", () => {
	const log = createEditLog(() => 5);
	// Proof of the cast: the log reads the name alone.
	const device = { name: "d1" } as unknown as Device;
	const note = (next: Stored, previous: Stored) =>
		log.note(device, { name: "projects", previous, next, process: "d1#1" });
	note(stored("Ant", 1, "Ape"), stored("Ape", 0, "Ape"));
	expect(log.tookBack(write(1, "Ant"), "name")).toBe(false);
	note(stored("Ape", 2, "Ape"), stored("Ant", 1, "Ape"));
	expect(log.tookBack(write(2, "Ape"), "name")).toBe(true);
	note(stored("Ape", 2, "Ant"), stored("Ape", 2, "Ape"));
	expect(log.tookBack(write(2, "Ape"), "name")).toBe(false);
});
