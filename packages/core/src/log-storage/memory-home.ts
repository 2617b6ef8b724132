import type {
	LoadedLog,
	Log,
	LogHome,
	LogRecord,
	Operation,
	Part,
	Snapshot,
	StoredDocument,
	WriteAfter,
} from "./log.js";

interface Kept {
	records: { readonly sequence: number; readonly json: string }[];
	/** Up to which record everything is in the parts. */
	folded: number;
	parts: {
		readonly collection: string;
		readonly key: string;
		readonly json: string;
	}[];
	drops: Record<string, number>;
	readonly hearers: Set<() => void>;
}

/** What a test may do to a memory home. */
export interface MemoryHomeOptions {
	/** Called before each verb; what it throws or rejects with is that verb's failure. */
	readonly before?: (verb: string) => void | Promise<void>;
	/** Whether others hear of an append. Default true. */
	readonly isHeard?: () => boolean;
	/** After how many records a fold is due. Default 100. */
	readonly foldFromRecords?: number;
}

const DOCUMENTS_PER_PART = 100;

/** Logs that end with the process; several instances may have one open, as tabs do. For tests, and as the plainest home. */
export function memoryHome(options: MemoryHomeOptions = {}): LogHome {
	const keptByName = new Map<string, Kept>();
	return {
		async open(database, hear) {
			await options.before?.("open");
			const kept = keptByName.get(database) ?? {
				records: [],
				folded: 0,
				parts: [],
				drops: {},
				hearers: new Set(),
			};
			keptByName.set(database, kept);
			kept.hearers.add(hear);
			const close = async () => void kept.hearers.delete(hear);
			const destroy = async (sequence: number) => {
				await close();
				if (lastOf(kept) === sequence) keptByName.delete(database);
			};
			return { ...verbsOf(kept, hear, options), close, destroy };
		},
	};
}

function verbsOf(
	kept: Kept,
	hear: () => void,
	{ before, isHeard = () => true, foldFromRecords = 100 }: MemoryHomeOptions,
): Omit<Log, "close" | "destroy"> {
	return {
		load: async () => {
			await before?.("load");
			return load(kept, async () => before?.("read"));
		},
		append: async (after, write) => {
			await before?.("append");
			const appended = append(kept, after, write);
			if (isHeard())
				for (const other of kept.hearers) if (other !== hear) other();
			return appended;
		},
		since: async (sequence) => {
			await before?.("since");
			return recordsAfter(kept, sequence);
		},
		isFoldDue: () => kept.records.length > foldFromRecords,
		fold: async (snapshot) => {
			await before?.("fold");
			fold(kept, snapshot);
			return true;
		},
		// Nothing can be damaged here.
		damaged: async () => [],
	};
}

const lastOf = ({ records, folded }: Kept) =>
	records.at(-1)?.sequence ?? folded;

function recordsAfter(kept: Kept, after: number): LogRecord[] | undefined {
	if (after < kept.folded) return undefined;
	return kept.records
		.filter(({ sequence }) => sequence > after)
		.map(({ sequence, json }) => ({
			sequence,
			// Only `append` puts texts here, and only what the storage wrote.
			operations: JSON.parse(json) as Operation[],
		}));
}

function append(
	kept: Kept,
	after: number,
	write: WriteAfter,
): number | undefined {
	const newer = recordsAfter(kept, after);
	if (newer === undefined) return undefined;
	const jsons = write(newer);
	if (jsons.length > 0) {
		const json = `[${jsons.join(",")}]`;
		kept.records.push({ sequence: lastOf(kept) + 1, json });
	}
	return lastOf(kept);
}

function load(kept: Kept, beforeRead: () => Promise<void>): LoadedLog {
	const { folded, parts } = kept;
	const toPart = ({ collection, key, json }: Kept["parts"][number]): Part => ({
		collection,
		key,
		mayHold: () => true,
		read: async () => {
			await beforeRead();
			if (kept.folded !== folded) return undefined;
			// Only `fold` puts texts here.
			return JSON.parse(json) as StoredDocument[];
		},
	});
	return {
		sequence: lastOf(kept),
		records: recordsAfter(kept, folded) ?? [],
		parts: parts.map(toPart),
		drops: { ...kept.drops },
	};
}

function fold(kept: Kept, { sequence, collections }: Snapshot): void {
	const isKept = ({ collection }: Kept["parts"][number]) =>
		!collections.get(collection)?.isChanged;
	kept.parts = kept.parts.filter(isKept);
	for (const [collection, { key, isChanged, documents }] of collections)
		for (
			let n = 0;
			isChanged && n < documents.length;
			n += DOCUMENTS_PER_PART
		) {
			const json = JSON.stringify(documents.slice(n, n + DOCUMENTS_PER_PART));
			kept.parts.push({ collection, key, json });
		}
	for (const [collection, { drops }] of collections)
		if (drops > 0) kept.drops[collection] = drops;
	kept.records = kept.records.filter((record) => record.sequence > sequence);
	kept.folded = sequence;
}
