import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findChromium } from "../../browser/chromium.js";
import { inChromium, withProfile } from "../in-chromium.js";
import type { Part } from "../part.js";
import { servePage } from "../serve-page.js";
import type { StorageOrder } from "../storage-page/page.js";
import { sideNames } from "../storage-page/side.js";
import type { Samples } from "../timing.js";

/**
 * How often Chromium's processes flush IndexedDB to disk for acknowledged writes, counted by strace. A SIGKILL shows
 * nothing about a loss of power, since what was written stays with the operating system: a flush for each
 * acknowledgement does.
 */
export const measureFlushes: Part = async ({ quick, durabilities }, show) => {
	const inserts = quick ? 50 : 200;
	const served = await servePage("storage-page");
	try {
		for (const durability of durabilities) {
			const columns: Record<string, Samples> = {};
			for (const side of sideNames) {
				const order = { side, durability, name: "bench" };
				columns[side] = await countFlushes(
					{ ...order, documents: 0, orgs: 10 },
					{ url: served.url, inserts },
				);
			}
			show({
				title: `flushes: fsync and fdatasync of IndexedDB's files for ${inserts} acknowledged inserts, ${durability}`,
				columns,
			});
		}
	} finally {
		await served.close();
	}
};

function countFlushes(
	order: StorageOrder,
	{ url, inserts }: { readonly url: string; readonly inserts: number },
): Promise<Samples> {
	return withProfile(async (profile) => {
		const trace = join(profile, "trace");
		const executable = await watchedChromium(profile, trace);
		const spans = await inChromium({ profile, url, executable }, (page) =>
			page.evaluate(([given, count]) => window.insertForFlushes(given, count), [
				order,
				inserts,
			] as const),
		);
		const flushes = flushTimes(await readFile(trace, "utf8"));
		// The page's clock has whole milliseconds.
		const within = ([from, to]: readonly [number, number]) =>
			flushes.filter((time) => time >= from && time < to + 1).length;
		return {
			"one after the other": [within(spans.singly)],
			"all at once": [within(spans.together)],
		};
	});
}

/** A command that starts Chromium under strace. */
async function watchedChromium(profile: string, trace: string) {
	const command = join(profile, "watched-chromium");
	const options = `-f -qq -y --seccomp-bpf -ttt -e trace=fsync,fdatasync -o '${trace}'`;
	const script = `#!/bin/sh\nexec strace ${options} '${findChromium()}' "$@"\n`;
	await writeFile(command, script);
	await chmod(command, 0o755);
	return command;
}

/** When IndexedDB's files were flushed, in ms since 1970. */
function flushTimes(trace: string): number[] {
	return trace
		.split("\n")
		.filter((line) => /f(data)?sync\(.*IndexedDB/.test(line))
		.map((line) => Number(line.split(/\s+/)[1]) * 1000);
}
