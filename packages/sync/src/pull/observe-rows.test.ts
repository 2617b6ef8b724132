import { createEnvelope, type Stored } from "@engine-offline/core/replicate";
import { expect, it } from "vitest";
import { hasEnded } from "./observe-rows.js";

const project = (ended: "" | "vanished"): Stored => ({
	id: "p",
	orgId: "o",
	envelope: { ...createEnvelope({ remoteId: "r-p" }), ended },
	_deleted: ended !== "",
	_rev: "",
	_meta: { lwt: 0 },
	_attachments: {},
});

it("[PU22] what went while it was asked for is not brought back by the answer; what was gone before may be", () => {
	expect(hasEnded(project(""), project("vanished"))).toBe(true);
	expect(hasEnded(project("vanished"), project("vanished"))).toBe(false);
	expect(hasEnded(project(""), project(""))).toBe(false);
});
