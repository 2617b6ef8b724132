import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Where a text stands in the files of a folder, in plain, as UTF-16 or in base64: `file: text`. Three characters at each
 * end do not count: Firefox compresses what it stores, and may keep those as a repetition of their neighbours.
 */
export async function findSecrets(
	folder: string,
	secrets: readonly string[],
): Promise<string[]> {
	const files = await readdir(folder, { recursive: true, withFileTypes: true });
	const found: string[] = [];
	for (const file of files) {
		if (!file.isFile()) continue;
		const path = join(file.parentPath, file.name);
		// A browser that runs removes files under way.
		const bytes = await readFile(path).catch(() => Buffer.alloc(0));
		for (const secret of secrets)
			if (formsOf(secret).some((form) => bytes.includes(form)))
				found.push(`${path}: ${secret}`);
	}
	return found;
}

function formsOf(whole: string): Buffer[] {
	const secret = whole.slice(3, -3);
	const plain = Buffer.from(secret, "utf8");
	const wide = Buffer.from(secret, "utf16le");
	const big = Buffer.from(wide).swap16();
	return [plain, wide, big, ...inBase64(plain), ...inBase64(wide)];
}

/** In base64 a text looks different at each of three places; what its neighbours change is cut off. */
function inBase64(bytes: Buffer): Buffer[] {
	return [0, 1, 2].map((offset) => {
		const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(
			"base64",
		);
		const first = Math.ceil((offset * 8) / 6);
		const last = Math.floor(((offset + bytes.length) * 8) / 6);
		return Buffer.from(text.slice(first, last), "latin1");
	});
}
