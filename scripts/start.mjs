// Starts the Engine emulator and the console, says how to use them, and ends both on Ctrl-C.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer as createProbe } from "node:net";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const consoleRoot = `${root}examples/console`;
const dataFile = `${root}.data/engine.data`;
const usage = `Usage: npm start [-- --fresh] [-- --port 4810]

  --fresh       begin with the Engine's first data again; what was changed in it is lost
  --port N      where the Engine emulator listens, 4810 unless told`;

const options = readOptions();
const enginePort = Number(options.port);
if (!Number.isInteger(enginePort) || enginePort < 1 || enginePort > 65_535)
	stop(`"${options.port}" is no port.\n\n${usage}`, 2);
if (options.help) stop(usage, 0);
if (!(await isFree(enginePort)))
	stop(
		`Port ${enginePort} is in use, and the Engine emulator needs it: end the other program (perhaps another "npm start"), or give another port, as in "npm start -- --port 4820".`,
		1,
	);

if (options.fresh) rmSync(dataFile, { force: true });
mkdirSync(`${root}.data`, { recursive: true });
const emulator = startEmulator();
const page = await startConsole();
let ending = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
	process.on(signal, () => void end(0));
emulator.once("exit", (code) => {
	if (!ending) console.error("The Engine emulator ended.");
	void end(code ?? 1);
});
await whenAnswering();
console.log(greeting(page.resolvedUrls.local[0]));

function startEmulator() {
	const command = [
		...["--import", pathToFileURL(resolveFrom(root, "tsx")).href],
		"--conditions=@engine-offline/source",
		`${root}packages/emulator/src/command.ts`,
		...["--port", String(enginePort), "--control", "--data", dataFile],
	];
	return spawn(process.execPath, command, {
		cwd: root,
		stdio: ["ignore", "ignore", "inherit"],
	});
}

/** As it is shipped, with its service worker: so that a reload works in DevTools with no network, too. */
async function startConsole() {
	process.env.VITE_ENGINE_URL = `http://127.0.0.1:${enginePort}`;
	const vite = await import(
		pathToFileURL(resolveFrom(consoleRoot, "vite")).href
	);
	const settings = { root: consoleRoot, logLevel: "warn" };
	await vite.build(settings);
	return vite.preview(settings);
}

function readOptions() {
	try {
		return parseArgs({
			options: {
				fresh: { type: "boolean" },
				help: { type: "boolean" },
				port: { type: "string", default: "4810" },
			},
		}).values;
	} catch (error) {
		return stop(`${error.message}\n\n${usage}`, 2);
	}
}

/** A package as the folder `from` finds it, without the conditions that only sources know. */
function resolveFrom(from, name) {
	return createRequire(`${from}/package.json`).resolve(name);
}

function isFree(port) {
	return new Promise((resolve) => {
		const probe = createProbe();
		probe.once("error", () => resolve(false));
		probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
	});
}

async function whenAnswering() {
	for (let tries = 0; tries < 300 && !ending; tries += 1) {
		try {
			await fetch(`http://127.0.0.1:${enginePort}/control/v1/quirks`);
			return;
		} catch {
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}
	if (!ending) console.error("The Engine emulator does not answer.");
	await end(1);
}

function greeting(address) {
	return `
The console:   ${address}
Sign in with:  olivia.marlowe@example.com
Password:      offline-first-1     (both are filled in)
The Engine:    http://127.0.0.1:${enginePort}, an emulator with 208 orgs; its data is kept in .data/engine.data

Try it: switch the console to working offline, rename something, make a project, reload, switch back.
To stop: Ctrl-C. To begin anew: npm start -- --fresh`;
}

async function end(code) {
	if (ending) return;
	ending = true;
	if (emulator.exitCode === null) {
		const gone = new Promise((resolve) => emulator.once("exit", resolve));
		emulator.kill("SIGTERM");
		await gone;
	}
	await page?.close();
	process.exit(code);
}

function stop(text, code) {
	(code === 0 ? console.log : console.error)(text);
	process.exit(code);
}
