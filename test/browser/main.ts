/*
 * Runs the life-cycle scenarios in one browser: emulator, page and browser are started and ended by themselves.
 * `--engine chromium|firefox|webkit`, `--only NAME` for the scenarios whose name holds it,
 * `--storage log|dexie`, `--kills N`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
	options: {
		engine: { type: "string", default: "chromium" },
		only: { type: "string" },
		kills: { type: "string" },
		storage: { type: "string" },
	},
});
const engines = ["chromium", "firefox", "webkit"];
if (!engines.includes(values.engine)) {
	console.error(`--engine is one of ${engines.join(", ")}.`);
	process.exit(2);
}
const only = values.only === undefined ? [] : ["-t", values.only];
const child = spawn(
	"npx",
	[
		...["vitest", "run", "--project", "browser", "--no-file-parallelism"],
		...["--reporter", "verbose", "life-cycle/", ...only],
	],
	{
		cwd: fileURLToPath(new URL("../..", import.meta.url)),
		stdio: "inherit",
		env: {
			...process.env,
			// A browser that is not there is an error when it was asked for.
			CI: "true",
			BROWSER_ENGINE: values.engine,
			...(values.kills === undefined ? {} : { BROWSER_KILLS: values.kills }),
			...(values.storage === undefined
				? {}
				: { BROWSER_STORAGE: values.storage }),
		},
	},
);
const [code] = await once(child, "exit");
process.exit(code ?? 1);
