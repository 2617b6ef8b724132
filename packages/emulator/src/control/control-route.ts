import type * as z from "zod";
import type { Control } from "./control.js";

/** One operation of the control API. What it returns is sent as JSON; what it throws becomes a 404 with the message. */
export interface ControlRoute {
	readonly method: string;
	readonly path: string;
	readonly body: z.ZodType;
	readonly run: (call: ControlCall<unknown>) => unknown;
}

export interface ControlCall<B> {
	readonly control: Control;
	readonly body: B;
	/** A parameter of the path. */
	at(name: string): string;
}

/** Ties the type of the body to its schema. */
export function controlRoute<S extends z.ZodType>(
	place: `${string} ${string}`,
	body: S,
	run: (call: ControlCall<z.output<S>>) => unknown,
): ControlRoute {
	const [method = "", path = ""] = place.split(" ");
	// A route is only run with a body that its schema has read.
	const typed = run as (call: ControlCall<unknown>) => unknown;
	return { method, path, body, run: typed };
}
