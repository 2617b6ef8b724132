import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TestFolder extends Disposable {
	/** The path of a file in it. */
	readonly at: (name: string) => string;
}

/** A new folder that is removed at the end of its scope. */
export function createTestFolder(): TestFolder {
	const folder = mkdtempSync(join(tmpdir(), "engine-emulator-"));
	return {
		at: (name) => join(folder, name),
		[Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
	};
}
