import type { Stored } from "@engine-offline/core/replicate";
import type { Device } from "../device/device.js";
import type { Evidence, Rule } from "./rule.js";

const ALLOWED_MS = 2_000;
/** Until another page has taken over from one that was frozen in the midst of it. */
const TAKEOVER_MS = 13_000;

/** S13: what a document refers to is there. S9: what a deleted org hides follows within two seconds. */
export function references(evidence: Evidence): Rule {
	const since = new Map<string, number>();
	const forget = ({ name }: Device) => {
		for (const key of since.keys())
			if (key.startsWith(`${name} `)) since.delete(key);
	};
	const check = () => {
		const now = evidence.time.now();
		for (const device of evidence.devices) {
			const isIdle = device.program() === undefined || device.isFrozen();
			// Nothing can follow on a disk that takes nothing in.
			if (isIdle || device.disk.wasFull()) {
				forget(device);
				continue;
			}
			const dangling = new Map(danglingOf(device));
			for (const [key, what] of dangling) {
				const first = since.get(key) ?? now;
				since.set(key, first);
				if (now - first > allowedMs(device))
					evidence.violated("S13", device.name, `${what} since ${first}`);
			}
			for (const key of since.keys())
				if (key.startsWith(`${device.name} `) && !dangling.has(key))
					since.delete(key);
		}
	};
	return {
		step: check,
		end: check,
		// A crash may leave children behind; the boot brings them after.
		crashed: forget,
	};
}

function allowedMs(device: Device): number {
	const isOneFrozen = device
		.programs()
		.some(({ process }) => process.isFrozen());
	return isOneFrozen ? TAKEOVER_MS : ALLOWED_MS;
}

function* danglingOf(device: Device): Generator<[string, string]> {
	const orgs = device.disk.documents("orgs");
	const users = device.disk.documents("users");
	for (const name of ["projects", "members"] as const)
		for (const doc of device.disk.documents(name).values()) {
			if (doc._deleted) continue;
			const key = `${device.name} ${name}/${doc.id}`;
			if (!isLive(orgs.get(doc.orgId ?? "")))
				yield [
					`${key} org`,
					`${name}/${doc.id} is shown without its org ${doc.orgId}`,
				];
			if (name === "members" && !hasPerson(doc, users))
				yield [`${key} user`, `members/${doc.id} is shown without its user`];
		}
}

function isLive(doc: Stored | undefined): boolean {
	return doc !== undefined && !doc._deleted;
}

function hasPerson(
	member: Stored,
	users: ReadonlyMap<string, Stored>,
): boolean {
	const userId = String(Reflect.get(member, "userId") ?? "");
	return userId === ""
		? Reflect.get(member, "invite") !== null
		: isLive(users.get(userId));
}
