import { BehaviorSubject, type Observable } from "rxjs";
import type { CollectionName, Stored } from "../model/documents.js";
import type { Model } from "../model/migration.js";
import type { JournalState } from "./journal-state.js";
import type { JournalKeys } from "./keys.js";
import type { OrgNotes } from "./org-notes.js";
import {
	documentToText,
	heightOf,
	isUnsynced,
	textToRecord,
} from "./record.js";
import type { SizedJournal } from "./sized-journal.js";

/** One document as it is about to be written. */
export interface JournaledWrite {
	readonly previous?: Stored | undefined;
	readonly document: Stored;
}

/** Keeps what the Engine does not have yet in the journal, in step with the store. Nothing here ever rejects. */
export interface JournalKeeper {
	readonly state: JournalState;
	readonly state$: Observable<JournalState>;
	/** Before the store is written. */
	before(
		name: CollectionName,
		writes: readonly JournaledWrite[],
	): Promise<void>;
	/** The store has written it. */
	stored(name: CollectionName, write: JournaledWrite): Promise<void>;
	/** The store has not written it; `current` is what it holds, as far as that is known. */
	failed(
		name: CollectionName,
		write: JournaledWrite,
		current: Stored | undefined,
	): Promise<void>;
	/** Leaves all records as they are while `run` writes: what it failed to put back must come back again. */
	aside<Value>(run: () => Promise<Value>): Promise<Value>;
	/** Makes `held`, where that is still the record of the document, one of what is stored now. */
	exchange(name: CollectionName, document: Stored, held: string): Promise<void>;
	/** Brings the record of a document into step with what is stored, where no other tab writes. */
	align(name: CollectionName, document: Stored): Promise<void>;
	close(): void;
}

interface KeeperParts {
	readonly journal: SizedJournal;
	readonly keys: JournalKeys;
	readonly notes: OrgNotes;
	/** Notes whom a member names. */
	readonly notePerson: (member: Stored) => Promise<void>;
	readonly model: Model;
	/** Told how many have no room, whenever that changes. */
	readonly counted: (unkept: number) => Promise<void>;
}

interface Place {
	readonly name: CollectionName;
	readonly key: string;
	/** What the store holds, as far as that is known. */
	readonly current: Stored | undefined;
}

export function createKeeper(parts: KeeperParts): JournalKeeper {
	return new LiveKeeper(parts);
}

class LiveKeeper implements JournalKeeper {
	readonly #parts: KeeperParts;
	readonly #state$ = new BehaviorSubject<JournalState>({ state: "keeping" });
	/** What found no room, by key. */
	readonly #unkept = new Map<
		string,
		{ readonly name: CollectionName; readonly document: Stored }
	>();

	/** What is to take the place of another tab's record once the store has it, by key and revision. */
	readonly #outrun = new Set<string>();
	#isAside = false;

	constructor(parts: KeeperParts) {
		this.#parts = parts;
	}

	get state(): JournalState {
		return this.#state$.value;
	}

	get state$(): Observable<JournalState> {
		return this.#state$.asObservable();
	}

	async before(
		name: CollectionName,
		writes: readonly JournaledWrite[],
	): Promise<void> {
		if (this.#isAside) return;
		const unsynced = writes.filter(({ document }) => isUnsynced(document));
		await Promise.all(
			unsynced.map(({ document }) => this.#keepBefore(name, document)),
		);
	}

	async stored(
		name: CollectionName,
		{ document }: JournaledWrite,
	): Promise<void> {
		if (this.#isAside) return;
		if (name === "orgs")
			await quietly(() => this.#parts.notes.written(document));
		if (isUnsynced(document)) await this.#keepStored(name, document);
		else await this.#drop(name, document);
	}

	async failed(
		name: CollectionName,
		write: JournaledWrite,
		current = write.previous,
	): Promise<void> {
		if (this.#isAside) return;
		const key = this.#parts.keys.document(name, write.document.id);
		this.#forgetUnkept(key);
		this.#outrun.delete(`${key} ${write.document._rev}`);
		const own = this.#textOf(write.document);
		// Anything else in its place another tab has written meanwhile.
		await this.#replace({ name, key, current }, (held = own) => held === own);
	}

	async exchange(
		name: CollectionName,
		document: Stored,
		held: string,
	): Promise<void> {
		const key = this.#parts.keys.document(name, document.id);
		await this.#noteAround(document);
		await this.#replace({ name, key, current: document }, (is) => is === held);
	}

	async aside<Value>(run: () => Promise<Value>): Promise<Value> {
		this.#isAside = true;
		try {
			return await run();
		} finally {
			this.#isAside = false;
		}
	}

	async align(name: CollectionName, document: Stored): Promise<void> {
		if (!isUnsynced(document)) return this.#drop(name, document);
		const key = this.#parts.keys.document(name, document.id);
		const held = await quietly(() => this.#parts.journal.read(key));
		if (held !== this.#textOf(document)) return this.#keep(name, document);
		await this.#noteAround(document);
	}

	close(): void {
		this.#state$.complete();
	}

	async #replace(
		{ name, key, current }: Place,
		isMeant: (held: string | undefined) => boolean,
	): Promise<void> {
		const waits = current !== undefined && isUnsynced(current);
		const text = waits ? this.#textOf(current) : null;
		const changed = await quietly(() =>
			this.#parts.journal.change(key, (held) =>
				isMeant(held) ? text : undefined,
			),
		);
		if (waits && changed !== "changed" && changed !== "left")
			await this.#foundNoRoom(key, name, current);
	}

	#textOf(document: Stored): string {
		return documentToText(document, this.#parts.model);
	}

	/**
	 * Leaves another tab's record of the same height alone, which was made from the same document: which of the two the
	 * store takes is not known yet, and the other one may be acknowledged.
	 */
	async #keepBefore(name: CollectionName, document: Stored): Promise<void> {
		const { _rev } = document;
		const key = this.#parts.keys.document(name, document.id);
		const height = heightOf(`- ${_rev}`);
		await this.#keep(name, document, (held) => {
			const isOutrun = heightOf(held) >= height && this.#isRecord(name, held);
			if (isOutrun) this.#outrun.add(`${key} ${_rev}`);
			return isOutrun;
		});
	}

	/** It is acknowledged after this. A record of a greater height was made from it. */
	async #keepStored(name: CollectionName, document: Stored): Promise<void> {
		const { _rev } = document;
		const key = this.#parts.keys.document(name, document.id);
		if (!this.#outrun.delete(`${key} ${_rev}`)) return;
		const height = heightOf(`- ${_rev}`);
		const isMadeFromIt = (held: string) =>
			heightOf(held) > height && this.#isRecord(name, held);
		await this.#keep(name, document, isMadeFromIt);
	}

	#isRecord(name: CollectionName, held: string): boolean {
		return typeof textToRecord(name, held, this.#parts.model) !== "string";
	}

	async #keep(
		name: CollectionName,
		document: Stored,
		isToStay: (held: string) => boolean = () => false,
	): Promise<void> {
		const { journal, keys } = this.#parts;
		const key = keys.document(name, document.id);
		// First, so that no record is there without what it needs to be put back.
		await this.#noteAround(document);
		const own = this.#textOf(document);
		const changed = await quietly(() =>
			journal.change(key, (held = own) =>
				held !== own && isToStay(held) ? undefined : own,
			),
		);
		if (changed === "changed") this.#forgetUnkept(key);
		else if (changed !== "left") await this.#foundNoRoom(key, name, document);
	}

	/** What the document refers to, which may be synced. */
	async #noteAround(document: Stored): Promise<void> {
		const { orgId } = document;
		if (orgId !== undefined)
			await quietly(() => this.#parts.notes.childKept(orgId));
		await quietly(() => this.#parts.notePerson(document));
	}

	async #foundNoRoom(
		key: string,
		name: CollectionName,
		document: Stored,
	): Promise<void> {
		this.#unkept.set(key, { name, document });
		// The record of before the claim would be sent anew after a loss, as if nothing had been sent.
		if (document.envelope.sent !== null)
			await quietly(() => this.#parts.journal.remove(key));
		this.#say();
	}

	async #drop(name: CollectionName, document: Stored): Promise<void> {
		const { journal, keys } = this.#parts;
		const key = keys.document(name, document.id);
		this.#forgetUnkept(key);
		const height = heightOf(`- ${document._rev}`);
		// Another tab may have edited it again before this one came to this line.
		const isOver = (held = "") => held !== "" && heightOf(held) <= height;
		const changed = await quietly(() =>
			journal.change(key, (held) => (isOver(held) ? null : undefined)),
		);
		if (changed === "changed") await this.#keepWaiting();
	}

	/** There is room again: what found none is kept now, as far as it goes. */
	async #keepWaiting(): Promise<void> {
		for (const [key, { name, document }] of [...this.#unkept]) {
			await this.#keep(name, document);
			if (this.#unkept.has(key)) return;
		}
	}

	#forgetUnkept(key: string): void {
		if (this.#unkept.delete(key)) this.#say();
	}

	#say(): void {
		const unkept = this.#unkept.size;
		this.#state$.next(
			unkept === 0 ? { state: "keeping" } : { state: "full", unkept },
		);
		void quietly(() => this.#parts.counted(unkept));
	}
}

/** The store itself has the change: a journal that fails must not stop it. `full` says that something is missing. */
async function quietly<Value>(
	run: () => Promise<Value>,
): Promise<Value | undefined> {
	try {
		return await run();
	} catch {
		return undefined;
	}
}
