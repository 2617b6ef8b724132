import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const skipped = new Set(["node_modules", "dist"]);

/** All files below a folder of the project, from its root on, but what is installed or built. */
export function filesIn(folder: string): string[] {
	const entries = readdirSync(join(root, folder), { withFileTypes: true });
	return entries.flatMap((entry) => {
		const path = [folder, entry.name].join("/");
		if (entry.isDirectory())
			return skipped.has(entry.name) ? [] : filesIn(path);
		return [path];
	});
}

export function read(path: string): string {
	return readFileSync(join(root, ...path.split("/")), "utf8");
}

/** The sources of what is shipped: no tests, and nothing that only tests import. */
export function librarySources(): string[] {
	const isShipped = (path: string) =>
		/\/src\/.*\.tsx?$/.test(path) &&
		!/\.test\.tsx?$|\/test\/|\/simulated\/|test-[a-z-]+\.ts$/.test(path);
	return ["core", "sync", "react"]
		.flatMap((name) => filesIn(`packages/${name}`))
		.map((path) => path.split(sep).join("/"))
		.filter(isShipped);
}
