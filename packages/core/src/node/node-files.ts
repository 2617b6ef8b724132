import * as fs from "node:fs/promises";
import type { Files, OpenFile } from "./files.js";

const isCode = (error: unknown, code: string) =>
	error instanceof Error && "code" in error && error.code === code;

async function unless<T, F>(
	code: string,
	fallback: F,
	work: Promise<T>,
): Promise<T | F> {
	try {
		return await work;
	} catch (error) {
		if (isCode(error, code)) return fallback;
		throw error;
	}
}

async function writeAll(
	handle: fs.FileHandle,
	bytes: Uint8Array,
	position: number,
) {
	let done = 0;
	while (done < bytes.length) {
		const rest = bytes.length - done;
		done += (await handle.write(bytes, done, rest, position + done))
			.bytesWritten;
	}
}

const openFile = (handle: fs.FileHandle): OpenFile => ({
	write: (bytes, position) => writeAll(handle, bytes, position),
	truncate: (length) => handle.truncate(length),
	sync: () => handle.datasync(),
	close: () => handle.close(),
});

async function syncDirectory(path: string): Promise<void> {
	// Windows cannot open a directory, and keeps its names in a journal of its own.
	if (process.platform === "win32") return;
	const handle = await fs.open(path, "r");
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** The file system of this machine. */
export const nodeFiles: Files = {
	makeDirectory: async (path) => {
		await fs.mkdir(path, { recursive: true, mode: 0o700 });
	},
	syncDirectory,
	list: (path) => fs.readdir(path),
	read: (path) => unless("ENOENT", undefined, fs.readFile(path)),
	create: async (path) => openFile(await fs.open(path, "w", 0o600)),
	open: async (path) => openFile(await fs.open(path, "r+")),
	link: (existing, path) =>
		unless(
			"EEXIST",
			false,
			fs.link(existing, path).then(() => true),
		),
	rename: (from, to) => fs.rename(from, to),
	remove: (path) => unless("ENOENT", undefined, fs.unlink(path)),
};
