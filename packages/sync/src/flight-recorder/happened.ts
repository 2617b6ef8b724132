import { unreachable } from "@engine-offline/core/replicate";
import type { ReplicatorEvent } from "../replicator/options.js";
import type { Status } from "../status/status.js";
import type { Happened } from "./flight-event.js";
import { cut, type Redaction } from "./redact.js";

/** What the replicator reported, as it is written down. */
export function replicatorToHappened(
	event: ReplicatorEvent,
	redact: Redaction,
): Happened {
	switch (event.kind) {
		case "listed":
			return { ...event, scope: redact.scope(event.scope) };
		case "list-failed":
			return {
				kind: event.kind,
				scope: redact.scope(event.scope),
				message: redact.message(event.message),
			};
		case "sent":
		case "settled":
		case "in-doubt":
		case "refused":
		case "parked":
			return {
				kind: event.kind,
				collection: cut(event.collection),
				id: redact.id(event.id),
				change: cut(event.change),
			};
		case "removed":
			return {
				kind: event.kind,
				collection: cut(event.collection),
				id: redact.id(event.id),
			};
		case "held":
			return { ...event, scope: redact.scope(event.scope) };
		case "failed":
			return failed(event, redact);
		default:
			return unreachable(event);
	}
}

function failed(
	{ kind, task, error }: Extract<ReplicatorEvent, { kind: "failed" }>,
	redact: Redaction,
): Happened {
	const name = error instanceof Error ? error.name : typeof error;
	const code: unknown =
		typeof error === "object" && error !== null
			? Reflect.get(error, "code")
			: undefined;
	return {
		kind,
		task: redactTask(task, redact),
		error: cut(typeof code === "string" ? `${name} ${code}` : name),
		message: redact.message(
			error instanceof Error ? error.message : String(error),
		),
	};
}

/** A task is named by its list, `list:org-users:<id>`, or its document, `orgs/<id>`. */
function redactTask(task: string, redact: Redaction): string {
	if (task.startsWith("list:"))
		return `list:${redact.scope(task.slice("list:".length))}`;
	const slash = task.indexOf("/");
	return slash < 0
		? cut(task)
		: `${cut(task.slice(0, slash))}/${redact.id(task.slice(slash + 1))}`;
}

export function statusToHappened(status: Status): Happened {
	const { state, waiting, inDoubt, parked, issues } = status;
	return { kind: "status", state, waiting, inDoubt, parked, issues };
}
