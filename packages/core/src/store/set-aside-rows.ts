import type { BadRow, SetAside } from "../gate/set-aside.js";
import type { Recovery } from "../journal/recovery.js";
import { sentinelOf } from "../journal/sentinel.js";
import { idSchema, type Stored } from "../model/documents.js";
import { createEnvelope } from "../model/envelope.js";

/** Rows that could not be read, until there is a place to report them. */
export interface SetAsideRows extends SetAside {
	/** From now on they are reported here, those that were found before too. */
	reportTo(report: (found: Recovery) => Promise<void>): Promise<void>;
}

interface SetAsideParts {
	/** Wall clock in ms. */
	readonly now: () => number;
	/** What the journal holds of a document. */
	readonly recordOf: (bad: BadRow) => Promise<Stored | undefined>;
}

export function createSetAsideRows({
	now,
	recordOf,
}: SetAsideParts): SetAsideRows {
	const waiting: BadRow[] = [];
	let report: ((found: Recovery) => Promise<void>) | undefined;
	const tell = async (bad: readonly BadRow[]) => {
		const items = bad.map(({ name, id, why, row }) => ({
			...{ collection: name, id, label: "", why },
			outcome: "set-aside" as const,
			text: JSON.stringify(row),
		}));
		const nothingElse = { emptied: [], unkept: 0, journalLost: false };
		if (items.length > 0) await report?.({ at: now(), items, ...nothingElse });
	};
	return {
		report: async (bad) => {
			if (report === undefined) waiting.push(bad);
			else await tell([bad]);
		},
		replacementOf: async (bad) => (await recordOf(bad)) ?? vanished(bad),
		// It is set aside by the next read.
		failed: () => {},
		reportTo: async (given) => {
			report = given;
			await tell(waiting.splice(0));
		},
	};
}

/** A tombstone that lives again as soon as the Engine shows the thing. */
function vanished({ name, id, row }: BadRow): Stored {
	const readable = (value: unknown, otherwise: string) =>
		typeof value === "string" && value.length <= 200 ? value : otherwise;
	const remoteId = readable(Reflect.get(Object(row.envelope), "remoteId"), id);
	const { orgId } = row;
	return {
		...sentinelOf(name),
		id,
		...(idSchema.safeParse(orgId).success ? { orgId: String(orgId) } : {}),
		envelope: createEnvelope({ remoteId, ended: "vanished" }),
	};
}
