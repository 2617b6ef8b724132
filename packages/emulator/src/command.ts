#!/usr/bin/env node
import { runCommand } from "./command/run-command.js";

const result = await runCommand(process.argv.slice(2), {
	out: (text) => console.log(text),
	error: (text) => console.error(text),
});

if (result.kind === "ended") process.exitCode = result.exitCode;
else
	for (const signal of ["SIGINT", "SIGTERM"] as const)
		process.once(signal, () => {
			void result.emulator.close();
		});
