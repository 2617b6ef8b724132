import type { Status } from "@engine-offline/sync";
import type { createIssueLog } from "../checker/issue-log.js";
import type { Rule } from "../checker/rule.js";
import type { Device, DeviceListener } from "../device/device.js";
import type { EngineSide } from "../engine/engine-side.js";
import type { History } from "../history/event.js";
import type { Flight, NetworkListener } from "../network/network.js";
import type { Ledger } from "../workload/ledger.js";
import { lossListener } from "./loss-listener.js";

/** What went wrong, with what it went wrong for. */
export function textOfError(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const cause =
		error.cause === undefined ? "" : ` because ${textOfError(error.cause)}`;
	return `${error.stack ?? error.message}${cause}`;
}

export interface Listening {
	readonly history: History;
	readonly engine: EngineSide;
	readonly documentOf: (flight: Flight) => string;
}

/** Notes what the network does, and has it judged. */
export function networkListener(
	{ history, engine, documentOf }: Listening,
	checker: () => Required<Rule>,
): NetworkListener {
	const note = (kind: string, flight: Flight, more = "") =>
		history.note(kind, flight.device, `${textOfFlight(flight)}${more}`);
	return {
		sent: (flight) => {
			flight.document = documentOf(flight);
			if (flight.fault !== undefined) history.count(`fault ${flight.fault}`);
			note("send", flight, ` ${flight.fault ?? ""}`);
			checker().sent(flight);
		},
		arriving: (flight) => {
			engine.truth.attribute(flight.device, flight.id);
			checker().arriving(flight);
		},
		delivered: (flight, answer) => {
			note("deliver", flight, ` ${answer.status}`);
			checker().delivered(flight, answer);
		},
		ended: (flight) => {
			note(
				flight.isGivenUp ? "give-up" : "answer",
				flight,
				` ${flight.status}`,
			);
			checker().ended(flight);
		},
	};
}

function textOfFlight({ id, call }: Flight): string {
	const fields = call.verb === "auth" ? {} : call.fields;
	return `${id} ${call.verb} ${call.collection ?? ""} ${call.remoteId || call.parentId} ${JSON.stringify(fields)}`;
}

export interface Noting {
	readonly history: History;
	readonly issues: ReturnType<typeof createIssueLog>;
	readonly ledger: Ledger;
	readonly unexpected: (device: Device, what: string, error: unknown) => void;
	readonly violated: (invariant: string, device: string, text: string) => void;
}

/** Notes what a device does, and has it judged. */
export function deviceListener(
	{ history, issues, ledger, unexpected, violated }: Noting,
	checker: () => Required<Rule>,
): DeviceListener {
	return {
		stored: (device, write) => {
			const { name, next } = write;
			history.note(
				"stored",
				device.name,
				`${name}/${next.id} ${textOfDocument(next)}`,
			);
			issues.note(device, write);
			checker().stored(device, write);
		},
		booted: (device) => {
			history.note("boot", device.name, "");
			checker().booted(device);
		},
		crashed: (device) => {
			history.note("crash", device.name, "");
			checker().crashed(device);
		},
		...lossListener({ history, issues, ledger, violated }, checker),
		closed: (device, { timers, channels, locks }) => {
			history.note("close", device.name, "");
			const left = `${timers} timers, ${channels} channels and the locks ${locks.join(", ")} are left`;
			if (timers + channels + locks.length > 0)
				unexpected(device, "close", new Error(left));
		},
		status: (device, status: Status) => {
			history.note(
				"status",
				device.name,
				`${status.state} waiting ${status.waiting}`,
			);
			checker().status(device, status);
		},
		replicated: (device, event) => {
			if (event.kind === "failed")
				unexpected(device, `task ${event.task}`, event.error);
			else history.note(event.kind, device.name, JSON.stringify(event));
		},
		failed: (device, what, error) => unexpected(device, what, error),
		befell: (_device, what) => history.count(what),
	};
}

function textOfDocument(doc: object): string {
	const { envelope, ...rest } = JSON.parse(JSON.stringify(doc)) as {
		envelope: Record<string, unknown>;
	} & Record<string, unknown>;
	const {
		exceptions,
		oldMarks,
		mark,
		touched,
		v,
		open,
		since,
		late,
		issues,
		...kept
	} = envelope;
	const short = {
		...kept,
		issues: JSON.stringify(issues).slice(0, 300),
		late: Array.isArray(late) ? late.length : 0,
	};
	const { _rev, _meta, _attachments, id, ...fields } = rest;
	return `${JSON.stringify(fields)} ${JSON.stringify(short)}`;
}
