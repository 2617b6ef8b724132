import { EngineError } from "../errors.js";
import type { Report } from "../log-storage/finding.js";
import type { Files } from "./files.js";

const DAMAGED = "damaged-";

/** Whether a file of a store's folder holds data. */
export const isData = (name: string) =>
	name.startsWith("store.log") || name.startsWith(DAMAGED);

/** Where the damaged lines were found. */
export interface DamagedLog {
	readonly files: Files;
	readonly folder: string;
	readonly path: string;
	readonly report: Report | undefined;
}

/** Copies damaged lines into a file of their own, before the fold that drops them from the log, and tells. */
export async function setAside(
	{ files, folder, path, report }: DamagedLog,
	lines: readonly Uint8Array[],
): Promise<void> {
	if (report === undefined) {
		throw new EngineError(
			"CORRUPT_DATA",
			`${lines.length} records of ${path} do not match their checksums, so it was left as it is. ` +
				"Pass `report` to have them set aside and open what is left.",
		);
	}
	const keptIn = `${folder}/${await freeName(files, folder)}`;
	const copy = await files.create(keptIn);
	try {
		const withBreaks = lines.flatMap((line) => [line, Buffer.from("\n")]);
		await copy.write(Buffer.concat(withBreaks), 0);
		await copy.sync();
	} finally {
		await copy.close();
	}
	report({
		kind: "records-set-aside",
		place: path,
		keptIn,
		records: lines.length,
	});
}

async function freeName(files: Files, folder: string): Promise<string> {
	const names = await files.list(folder);
	let number = 1;
	while (names.includes(`${DAMAGED}${number}.log`)) number += 1;
	return `${DAMAGED}${number}.log`;
}
