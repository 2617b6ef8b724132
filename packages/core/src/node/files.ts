/** One open file. Each verb either does all of what it says or rejects. */
export interface OpenFile {
	/** Writes all bytes at that position. */
	write(bytes: Uint8Array, position: number): Promise<void>;
	truncate(length: number): Promise<void>;
	/** Resolves when what was written would survive a loss of power. */
	sync(): Promise<void>;
	close(): Promise<void>;
}

/** The part of a file system that the file storage needs. Paths are joined with a slash. */
export interface Files {
	/** Makes the directory and its parents; one that exists is fine. */
	makeDirectory(path: string): Promise<void>;
	/** Resolves when the names in this directory would survive a loss of power. */
	syncDirectory(path: string): Promise<void>;
	list(path: string): Promise<readonly string[]>;
	/** The whole content, or undefined when there is no such file. */
	read(path: string): Promise<Uint8Array | undefined>;
	/** Opens an empty file; one that exists is emptied. */
	create(path: string): Promise<OpenFile>;
	/** Opens a file that exists, for writing. */
	open(path: string): Promise<OpenFile>;
	/** Gives a file a second name, at once and whole; false when that name is taken. */
	link(existing: string, path: string): Promise<boolean>;
	/** Renames at once, replacing what had the new name. */
	rename(from: string, to: string): Promise<void>;
	/** Removes a file; one that does not exist is fine. */
	remove(path: string): Promise<void>;
}
