import type { RecoveredItem, Recovery } from "../journal/recovery.js";
import type { RecoveryRecord } from "./recovery-record.js";
import type { ErasePlace } from "./wipe/erase-account.js";

/** What the storage could not read and nobody was told of yet. */
export interface DamagedRecords {
	readonly count: number;
	/** Keeps what there is to say about them; what came back from the journal was told before. */
	tell(): Promise<void>;
}

/** A change that a person typed fits into it; longer texts are lists that were pulled. The storage keeps all of it. */
const SHOWN_CHARACTERS = 65_536;

/** Asks the storage what it could not read, of what is stored now and of what it set aside before. */
export async function findDamagedRecords(
	{ storage, name, environment }: ErasePlace,
	kept: RecoveryRecord,
): Promise<DamagedRecords> {
	const all = (await storage.damaged?.(name)) ?? [];
	const textById = new Map(all.map((text) => [environment.hash(text), text]));
	for (const id of textById.keys()) if (kept.isTold(id)) textById.delete(id);
	return {
		count: textById.size,
		tell: async () => {
			if (textById.size === 0) return;
			const items = [...textById].map(toItem);
			const nothingElse = { emptied: [], unkept: 0, journalLost: false };
			const found: Recovery = { at: environment.now(), items, ...nothingElse };
			await kept.add(found, [...textById.keys()]);
		},
	};
}

const toItem = ([id, text]: readonly [string, string]): RecoveredItem => ({
	...{ collection: "", id, label: "A stored record", outcome: "set-aside" },
	why: "it does not match its checksum.",
	text: text.slice(0, SHOWN_CHARACTERS),
});
