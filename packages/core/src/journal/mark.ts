import * as z from "zod";
import type { AccountRecordKeeper } from "../store/account-record.js";
import type { SizedJournal } from "./sized-journal.js";

const markSchema = z.object({
	v: z.literal(1),
	/** Who is signed in: what comes back may go out under nobody else. */
	userId: z.string(),
	email: z.string(),
	/** How many changed documents had no room in the journal. */
	unkept: z.number(),
});

/** What the journal says of the store that was left. */
export type Mark = Readonly<z.infer<typeof markSchema>>;

export async function readMark(
	journal: SizedJournal,
	key: string,
): Promise<Mark | undefined> {
	const text = await journal.read(key);
	if (text === undefined) return undefined;
	try {
		const read = markSchema.safeParse(JSON.parse(text));
		// A mark that cannot be read is one all the same: a store was left here.
		return read.success ? read.data : unknown;
	} catch {
		return unknown;
	}
}

const unknown: Mark = { v: 1, userId: "", email: "", unkept: 0 };

/** Keeps the mark up to date. */
export interface MarkKeeper {
	/** So many had no room. */
	counted(unkept: number): Promise<void>;
	/** From now on the mark follows who is signed in; resolves when it is there. */
	begin(record: AccountRecordKeeper): Promise<void>;
	close(): void;
}

export function createMarkKeeper(
	journal: SizedJournal,
	key: string,
): MarkKeeper {
	let unkept = 0;
	let record: AccountRecordKeeper | undefined;
	let end = () => {};
	let written = "";
	const write = async () => {
		if (record === undefined) return;
		const { userId, email } = record.get();
		const mark: Mark = { v: 1, userId, email, unkept };
		const text = JSON.stringify(mark);
		if (text === written) return;
		written = text;
		await journal.write(key, text);
	};
	return {
		counted: async (count) => {
			unkept = count;
			await write();
		},
		begin: async (opened) => {
			record = opened;
			await write();
			const following = opened.changes$.subscribe(() => {
				write().catch(() => {
					// It is written again with the next change; until then it names nobody.
					written = "";
				});
			});
			end = () => following.unsubscribe();
		},
		close: () => end(),
	};
}
