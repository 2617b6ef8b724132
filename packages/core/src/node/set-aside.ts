import type { Files } from "./files.js";

const DAMAGED = "damaged-";

/** Whether a file of a store's folder holds data. */
export const isData = (name: string) =>
	name.startsWith("store.log") || name.startsWith(DAMAGED);

/** Where the damaged lines were found. */
export interface DamagedLog {
	readonly files: Files;
	readonly folder: string;
}

/** Copies damaged lines into a file of their own, before the fold that drops them from the log. */
export async function setAside(
	{ files, folder }: DamagedLog,
	lines: readonly Uint8Array[],
): Promise<void> {
	const keptIn = `${folder}/${await freeName(files, folder)}`;
	const copy = await files.create(keptIn);
	try {
		const withBreaks = lines.flatMap((line) => [line, Buffer.from("\n")]);
		await copy.write(Buffer.concat(withBreaks), 0);
		await copy.sync();
	} finally {
		await copy.close();
	}
}

/** All lines that were ever set aside. */
export async function readSetAside({
	files,
	folder,
}: DamagedLog): Promise<readonly string[]> {
	const names = await files.list(folder);
	const texts = await Promise.all(
		names
			.filter((name) => name.startsWith(DAMAGED))
			.map((name) => files.read(`${folder}/${name}`)),
	);
	return texts.flatMap((bytes) =>
		new TextDecoder().decode(bytes).split("\n").filter(Boolean),
	);
}

async function freeName(files: Files, folder: string): Promise<string> {
	const names = await files.list(folder);
	let number = 1;
	while (names.includes(`${DAMAGED}${number}.log`)) number += 1;
	return `${DAMAGED}${number}.log`;
}
