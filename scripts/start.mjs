// Starts the Engine emulator and the console, says how to use them, and ends both on Ctrl-C.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer as createProbe } from "node:net";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const consoleRoot = `${root}examples/console`;
const dataFile = `${root}.data/engine.data`;
const enginePort = 4810;
const usage = `Usage: npm start [-- --fresh]

  --fresh   begin with the Engine's first data again; what was changed in it is lost`;

const args = process.argv.slice(2);
const unknown = args.find((one) => one !== "--fresh" && one !== "--help");
if (unknown !== undefined) stop(`Unknown option ${unknown}.\n\n${usage}`, 2);
if (args.includes("--help")) stop(usage, 0);
if (!(await isFree(enginePort)))
	stop(
		`Port ${enginePort} is in use, and the Engine emulator needs it: end the other program (perhaps another "npm start"), then try again.`,
		1,
	);

if (args.includes("--fresh")) rmSync(dataFile, { force: true });
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

async function startConsole() {
	const vite = await import(
		pathToFileURL(resolveFrom(consoleRoot, "vite")).href
	);
	const server = await vite.createServer({
		root: consoleRoot,
		logLevel: "warn",
	});
	await server.listen();
	return server;
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

Try it: switch the network off in the console, rename something, make a project, reload, switch it on again.
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
