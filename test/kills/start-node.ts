import { type Running, start } from "../browser/engines/engine.js";

/** The built program in Node, on files under `profile`. */
export function startNode(program: string) {
	return (profile: string, url: string): Running =>
		start({ command: process.execPath, args: [program, profile, url] });
}
