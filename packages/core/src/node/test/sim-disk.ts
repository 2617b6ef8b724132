import type { Files, OpenFile } from "../files.js";

interface SimFile {
	bytes: Uint8Array;
	synced: Uint8Array;
}

/** What a loss of power leaves. */
export interface PowerLoss {
	/** How many bytes of what was not synced reached the disk. */
	readonly tailBytes: number;
	/** Whether renames, new names and removals that were not synced reached the disk. */
	readonly keepNames: boolean;
}

const NEVER = new Promise<never>(() => {});

/** A disk in memory on which a process can die during any call, and which can lose its power. */
export class SimDisk implements Files {
	calls = 0;
	/** How many files are open now. */
	openFiles = 0;
	/** Called before each verb; what it throws is that verb's failure. */
	fail: (verb: string, path: string) => void = () => {};
	readonly died: Promise<void>;
	#die: () => void = () => {};
	#dieAt = Number.POSITIVE_INFINITY;
	#bytesOfLastWrite = Number.POSITIVE_INFINITY;
	#names: Map<string, SimFile>;
	#syncedNames: Map<string, SimFile>;

	constructor(
		names = new Map<string, SimFile>(),
		syncedNames = new Map(names),
	) {
		this.#names = names;
		this.#syncedNames = syncedNames;
		this.died = new Promise((resolve) => {
			this.#die = resolve;
		});
	}

	/** The process dies in that call: its effect is there (of a write so many bytes), its answer is not. */
	dieIn(call: number, bytesOfLastWrite = Number.POSITIVE_INFINITY): void {
		this.#dieAt = call;
		this.#bytesOfLastWrite = bytesOfLastWrite;
	}

	/** The same disk for the next process: what was not synced is there, and still not synced. */
	afterDeath(): SimDisk {
		return new SimDisk(new Map(this.#names), new Map(this.#syncedNames));
	}

	afterPowerLoss({ tailBytes, keepNames }: PowerLoss): SimDisk {
		const names = keepNames ? this.#names : this.#syncedNames;
		const content = [...names].map(([name, file]) => {
			const bytes = afterPowerLoss(file, tailBytes);
			return [name, { bytes, synced: bytes }] as const;
		});
		return new SimDisk(new Map(content));
	}

	/** The longest tail of any file that was not synced. */
	get unsyncedBytes(): number {
		const files = [...this.#names.values()];
		return Math.max(0, ...files.map((f) => f.bytes.length - f.synced.length));
	}

	names(): string[] {
		return [...this.#names.keys()];
	}

	peek(path: string): Uint8Array {
		return this.#file(path).bytes;
	}

	poke(path: string, bytes: Uint8Array): void {
		this.#names.set(path, { bytes, synced: bytes });
	}

	makeDirectory = (path: string) => this.#call("makeDirectory", path, () => {});

	syncDirectory = (path: string) =>
		this.#call("syncDirectory", path, () => {
			const inside = (name: string) =>
				name.slice(0, name.lastIndexOf("/")) === path;
			for (const name of [...this.#syncedNames.keys()].filter(inside)) {
				this.#syncedNames.delete(name);
			}
			for (const [name, file] of this.#names) {
				if (inside(name)) this.#syncedNames.set(name, file);
			}
		});

	list = (path: string) =>
		this.#call("list", path, () =>
			this.names()
				.filter((name) => name.startsWith(`${path}/`))
				.map((name) => name.slice(path.length + 1)),
		);

	read = (path: string) =>
		this.#call("read", path, () => this.#names.get(path)?.bytes);

	create = (path: string) =>
		this.#call("create", path, () => {
			const file = { bytes: new Uint8Array(), synced: new Uint8Array() };
			this.#names.set(path, file);
			return this.#handle(file);
		});

	open = (path: string) =>
		this.#call("open", path, () => this.#handle(this.#file(path)));

	link = (existing: string, path: string) =>
		this.#call("link", path, () => {
			if (this.#names.has(path)) return false;
			this.#names.set(path, this.#file(existing));
			return true;
		});

	rename = (from: string, to: string) =>
		this.#call("rename", to, () => {
			this.#names.set(to, this.#file(from));
			this.#names.delete(from);
		});

	remove = (path: string) =>
		this.#call("remove", path, () => {
			this.#names.delete(path);
		});

	#handle(file: SimFile): OpenFile {
		this.openFiles += 1;
		const path = () => this.#nameOf(file);
		return {
			write: (bytes, position) =>
				this.#call("write", path(), () => {
					const dies = this.calls === this.#dieAt;
					const length = dies ? this.#bytesOfLastWrite : bytes.length;
					file.bytes = splice(file.bytes, bytes.subarray(0, length), position);
				}),
			truncate: (length) =>
				this.#call("truncate", path(), () => {
					file.bytes = file.bytes.slice(0, length);
				}),
			sync: () =>
				this.#call("sync", path(), () => {
					file.synced = file.bytes;
				}),
			close: () =>
				this.#call("close", path(), () => {
					this.openFiles -= 1;
				}),
		};
	}

	/** The name a file has now: one that was renamed is still the same file. */
	#nameOf(file: SimFile): string {
		const entry = [...this.#names].find(([, other]) => other === file);
		return entry?.[0] ?? "(no name)";
	}

	#file(path: string): SimFile {
		const file = this.#names.get(path);
		if (file === undefined) throw new Error(`ENOENT: ${path}`);
		return file;
	}

	async #call<T>(verb: string, path: string, work: () => T): Promise<T> {
		if (this.calls >= this.#dieAt) return NEVER;
		this.calls += 1;
		this.fail(verb, path);
		const result = work();
		if (this.calls < this.#dieAt) return result;
		this.#die();
		return NEVER;
	}
}

function splice(
	old: Uint8Array,
	bytes: Uint8Array,
	position: number,
): Uint8Array {
	const next = new Uint8Array(Math.max(old.length, position + bytes.length));
	next.set(old);
	next.set(bytes, position);
	return next;
}

function afterPowerLoss(file: SimFile, tailBytes: number): Uint8Array {
	if (file.bytes.length < file.synced.length) return file.synced;
	return file.bytes.slice(0, file.synced.length + tailBytes);
}
