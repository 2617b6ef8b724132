import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Ways in which a store is torn or wiped on purpose, while Chromium is not running. */
export const tears = {
	"the log cut in half": (store) =>
		each(store, /\.log$/, async (file) => {
			await truncate(file, Math.floor((await readFile(file)).length / 2));
		}),
	"garbage in the log": (store) => each(store, /\.log$/, scribble),
	"the manifest deleted": (store) =>
		each(store, /^MANIFEST/, (file) => rm(file)),
	"garbage in the manifest": (store) => each(store, /^MANIFEST/, scribble),
	"CURRENT emptied": (store) =>
		each(store, /^CURRENT$/, (file) => truncate(file)),
	"the directory deleted": (store) => rm(store, { recursive: true }),
	"store and journal deleted": async (store, profile) => {
		await rm(store, { recursive: true });
		const buckets = join(profile, "Default", "WebStorage");
		await rm(buckets, { recursive: true });
	},
} as const satisfies Record<
	string,
	(store: string, profile: string) => Promise<void>
>;

export type Tear = keyof typeof tears;

export async function tear(profile: string, how: Tear): Promise<void> {
	const all = join(profile, "Default", "IndexedDB");
	const stores = (await readdir(all)).filter((name) =>
		name.endsWith(".leveldb"),
	);
	if (stores.length === 0) throw new Error(`There is no store in ${all}.`);
	for (const name of stores) await tears[how](join(all, name), profile);
}

async function each(
	folder: string,
	wanted: RegExp,
	run: (file: string) => Promise<void>,
): Promise<void> {
	const found = (await readdir(folder)).filter((name) => wanted.test(name));
	if (found.length === 0) throw new Error(`No ${wanted} is in ${folder}.`);
	for (const name of found) await run(join(folder, name));
}

/** Overwrites the middle third. */
async function scribble(file: string): Promise<void> {
	const bytes = await readFile(file);
	const third = Math.floor(bytes.length / 3);
	bytes.fill(0xa5, third, 2 * third);
	await writeFile(file, bytes);
}
