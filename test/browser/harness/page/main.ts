import { engineErrorOf } from "@engine-offline/core";
import type { Progress } from "../orders.js";
import { commands } from "./commands.js";

/** The remote control of this page: an order is begun, and asked for until it is done, so that no order blocks another. */
const progressById = new Map<number, Progress>();
let orders = 0;

function begin(name: keyof typeof commands, given: unknown): number {
	const id = ++orders;
	progressById.set(id, { state: "running" });
	const run = async () => {
		const command = commands[name];
		// Proof of the cast: the harness sends with each order what it takes.
		return (command as (given: unknown) => Promise<unknown>)(given);
	};
	run().then(
		(value) => progressById.set(id, { state: "done", value: value ?? null }),
		(error: unknown) => progressById.set(id, failed(error)),
	);
	return id;
}

function failed(error: unknown): Progress {
	const code = engineErrorOf(error)?.code;
	return {
		state: "failed",
		// The stack has no message in it in Firefox and WebKit.
		message:
			error instanceof Error
				? `${error.name}: ${error.message}\n${error.stack ?? ""}`
				: String(error),
		...(code === undefined ? {} : { code }),
	};
}

function progress(id: number): Progress {
	const found = progressById.get(id) ?? {
		state: "failed",
		message: "This page was loaded anew meanwhile.",
	};
	if (found.state !== "running") progressById.delete(id);
	return found;
}

const errors: string[] = [];
addEventListener("error", ({ message }) => errors.push(message));
addEventListener("unhandledrejection", ({ reason }) =>
	errors.push(String(reason?.stack ?? reason)),
);

Object.assign(globalThis, {
	remote: { begin, progress, errors: () => errors },
});
