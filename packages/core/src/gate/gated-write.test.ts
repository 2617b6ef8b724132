import { expect, it } from "vitest";
import type { Stored } from "../model/documents.js";
import { createEnvelope } from "../model/envelope.js";
import { listedOrg } from "../test/engine-part.js";
import type { Row, RowError } from "./gate-place.js";
import { gatedWrite } from "./gated-write.js";
import { createBarrier } from "./write-barrier.js";

const stored = (_rev: string): Stored => {
	const org = {
		...listedOrg,
		id: "o",
		envelope: createEnvelope({ remoteId: "o" }),
		_deleted: false,
		_rev,
		_meta: { lwt: 0 },
		_attachments: {},
	};
	return org;
};

it("[GA13] a write that stays stale is reported, however often the envelope moves", async () => {
	let writes = 0;
	const row: Row = {
		previous: stored("1-a"),
		document: Object.assign(stored("2-a"), { name: "New" }),
	};
	const conflict = (rows: Row[]): RowError[] =>
		rows.map((writeRow) => ({
			status: 409,
			context: "test",
			isError: true,
			documentId: "o",
			writeRow,
			documentInDb: stored(`${++writes + 1}-b`),
		}));
	const { error } = await gatedWrite(
		[row],
		{
			name: "orgs",
			token: "a",
			surroundings: {
				now: () => 1,
				uuid: () => "n",
				userId: () => "",
				instances: new Map(),
				barrier: createBarrier(),
				followOrgs: async () => {},
			},
		},
		async (rows) => ({ error: conflict(rows) }),
	);
	expect(error.map(({ documentId, status }) => [documentId, status])).toEqual([
		["o", 409],
	]);
	expect(writes).toBeGreaterThan(1);
});
