import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** The Chromium of this machine: what `CHROMIUM` names, else the first on the path. */
export function findChromium(): string | undefined {
	const named = process.env.CHROMIUM;
	if (named) return named;
	const folders = (process.env.PATH ?? "").split(delimiter);
	return folders
		.flatMap((folder) => names.map((name) => join(folder, name)))
		.find((file) => existsSync(file));
}

export const chromiumFlags = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];
