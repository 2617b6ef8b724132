import type { RestResponse } from "@engine-offline/emulator/machine";
import { keyOf } from "../engine/truth.js";
import type { Flight } from "../network/network.js";
import type { Evidence, Rule } from "./rule.js";

interface Made {
	readonly flight: Flight;
	readonly remoteId: string;
	/** Virtual ms. */
	readonly at: number;
	/** Taken from the account before the device saw it, when the next create came: nothing told that it was there. */
	isOutOfSight: boolean;
}

/** Within this a list shows what was made, on a device that goes on. */
const SHOWN_MS = 660_000;

/** S3: at most one create is committed for a document, or an issue names the other. */
export function createdOnce(evidence: Evidence): Rule {
	const made = new Map<string, Made[]>();
	const wipes: { readonly device: string; readonly at: number }[] = [];
	/** When a device first stored something of the Engine, by its name and the remote id (virtual ms). */
	const seenAt = new Map<string, number>();
	/** It lost what it knew of its requests before it could see what came of the last one. */
	const isForgotten = (list: readonly Made[]) => {
		const device = list[0]?.flight.device;
		const last = Math.max(...list.map(({ at }) => at));
		return wipes.some(
			(wipe) =>
				wipe.device === device && last < wipe.at && wipe.at < last + SHOWN_MS,
		);
	};
	return {
		stored: ({ name }, { next: { envelope } }) => {
			const key = `${name} ${envelope.remoteId}`;
			if (!seenAt.has(key)) seenAt.set(key, evidence.time.now());
		},
		wiped: (device) => {
			// A journal keeps what was sent, until a logout erases it too.
			if (device.journal === undefined || device.hasLeft())
				wipes.push({ device: device.name, at: evidence.time.now() });
		},
		delivered: (flight, answer) => {
			const { call, device } = flight;
			if (call.verb !== "create" || answer.status !== 200) return;
			if (call.collection === "members") return;
			const key = `${device} ${flight.document}`;
			const list = made.get(key) ?? [];
			for (const earlier of list)
				earlier.isOutOfSight ||=
					!seenAt.has(seenKey(earlier)) && isHidden(evidence, earlier);
			const at = evidence.time.now();
			list.push({ flight, remoteId: idIn(answer), at, isOutOfSight: false });
			made.set(key, list);
		},
		end: () => {
			for (const [key, list] of made)
				if (list.length > 1 && !isForgotten(list)) {
					const known = list.filter(
						(one) =>
							!one.isOutOfSight &&
							!isDisguised(evidence, one, seenAt.get(seenKey(one))),
					);
					checkNamed(evidence, key, withoutTwins(evidence, made, known));
				}
		},
	};
}

const seenKey = ({ flight, remoteId }: Made) => `${flight.device} ${remoteId}`;

/** Somebody changed it before the device saw it: nothing tells any more that this device made it. */
function isDisguised(
	{ engine }: Evidence,
	{ flight, remoteId }: Made,
	seenAt: number | undefined,
): boolean {
	const { collection = "projects" } = flight.call;
	const versions = engine.truth.versions(collection, remoteId);
	const shown = versions.findLast(({ at }) => at <= (seenAt ?? at));
	return JSON.stringify(shown?.fields) !== JSON.stringify(versions[0]?.fields);
}

/** Whether the account cannot see it now. */
function isHidden(evidence: Evidence, { flight, remoteId }: Made): boolean {
	const device = evidence.devices.find(({ name }) => name === flight.device);
	const key = keyOf(flight.call.collection ?? "projects", remoteId);
	const { truth } = evidence.engine;
	return (
		device !== undefined &&
		truth.wasHidden(evidence.accountOf(device), key, evidence.time.now())
	);
}

/**
 * Without those that stand for a document made alike, whose own create never reached the Engine: nothing tells which
 * of the two made it.
 */
function withoutTwins(
	{ devices }: Evidence,
	made: ReadonlyMap<string, readonly Made[]>,
	list: readonly Made[],
): Made[] {
	const { device: name = "", call, document = "" } = list[0]?.flight ?? {};
	const device = devices.find((one) => one.name === name);
	const documents = device?.disk.documents(call?.collection ?? "projects");
	const isTwin = (remoteId: string) =>
		[...(documents?.values() ?? [])].some(
			({ id, envelope }) =>
				envelope.remoteId === remoteId &&
				envelope.made > 0 &&
				!document.endsWith(id) &&
				!made.has(`${name} ${document.split("local:")[0]}local:${id}`),
		);
	return list.filter(({ remoteId }) => !isTwin(remoteId));
}

function idIn({ body }: RestResponse): string {
	const parsed: unknown = JSON.parse(body);
	return typeof parsed === "object" && parsed !== null
		? String(Reflect.get(parsed, "id") ?? "")
		: "";
}

function checkNamed(
	evidence: Evidence,
	key: string,
	list: readonly Made[],
): void {
	const [first] = list;
	const { device = "", call } = first?.flight ?? {};
	const name = call?.collection ?? "projects";
	const id = first?.flight.document.split("local:")[1] ?? "";
	const named = new Set(
		evidence.issues
			.of(device, name, id)
			.flatMap(({ kind, candidates }) =>
				kind === "possible-duplicate" ? candidates : [],
			),
	);
	const left = list.filter(
		({ remoteId }) =>
			!named.has(remoteId) &&
			evidence.engine.truth.versions(name, remoteId).at(-1)?.fields !==
				undefined,
	);
	evidence.counted(
		"double",
		device,
		`${key}: ${list.map(({ remoteId }) => remoteId).join(", ")}`,
	);
	if (left.length > 1)
		evidence.violated(
			"S3",
			device,
			`${key} was created ${list.length} times (requests ${list.map(({ flight }) => flight.id).join(", ")}), and no issue says so`,
		);
}
