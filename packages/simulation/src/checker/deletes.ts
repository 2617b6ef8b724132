import type { Device } from "../device/device.js";
import type { StoredWrite } from "../device/device-storage.js";
import { keyOf } from "../engine/truth.js";
import { outcomeIn } from "./outcome-of.js";
import type { Evidence, Rule } from "./rule.js";

const LOOK_BACK_MS = 60_000;

/** S9: what was deleted stays deleted. */
export function noResurrection(evidence: Evidence): Rule {
	return {
		stored: (device, write) => {
			const { name, previous, next } = write;
			if (!previous?._deleted || next._deleted) return;
			if (previous.envelope.hiddenBy !== "") return;
			// Its name alone is shown, by a project that is still in sight.
			if (Reflect.get(next, "reach") === "reference") return;
			if (next.envelope.made > previous.envelope.made) return;
			const acked = evidence.ledger.acked(device.name, name, next.id);
			const deletion = acked.findLast(({ kind }) => kind === "delete");
			if (deletion === undefined) return;
			const outcome = outcomeIn(next, deletion.edit);
			if (outcome?.kind === "refused" || deletion.edit < next.envelope.made)
				return;
			// A member may be added again; what was out of sight when it was to be deleted was not.
			const { remoteId } = next.envelope;
			const versions = evidence.engine.truth.versions(name, remoteId);
			const isBackOnEngine =
				(name === "members" ||
					name === "users" ||
					versions.every(({ fields }) => fields !== undefined)) &&
				isVisible(evidence, device, write);
			if (!isBackOnEngine)
				evidence.violated(
					"S9",
					device.name,
					`${name}/${next.id} lives again after ${deletion.name}`,
				);
		},
		sent: ({ id, device, call }) => {
			if (call.verb !== "update" || call.collection === undefined) return;
			const owner = evidence.devices.find((one) => one.name === device);
			const docs = owner?.disk.documents(call.collection).values() ?? [];
			for (const { envelope } of docs)
				if (envelope.remoteId === call.remoteId && envelope.ended === "deleted")
					evidence.violated(
						"S9",
						device,
						`request ${id} updates ${call.remoteId}, whose delete is settled`,
					);
		},
	};
}

function isVisible(
	evidence: Evidence,
	device: Device,
	{ name, next }: StoredWrite,
): boolean {
	const key = keyOf(name, next.envelope.remoteId);
	const from = evidence.time.now() - LOOK_BACK_MS;
	return evidence.engine.truth.wasVisible(
		evidence.accountOf(device),
		key,
		from,
	);
}

/** S10: what was removed for absence was gone, or hidden from this account, at some moment since the list began. */
export function noFalseRemoval(evidence: Evidence): Rule {
	const removals = new Set<string>();
	return {
		stored: (device, { name, previous, next }) => {
			const { ended, remoteId, seen, made } = next.envelope;
			if (name === "users" || ended !== "vanished" || remoteId === "") return;
			if (previous?.envelope.ended === "vanished") return;
			const removal = [device.name, name, next.id, seen, made].join(" ");
			// After the loss of the store the journal puts it back as it was.
			if (previous === undefined && removals.has(removal)) return;
			removals.add(removal);
			// Known by name only, it goes with the last thing that named it.
			if (Reflect.get(previous ?? {}, "reach") === "reference") return;
			// It goes with its org, whose delete was asked for here.
			if (previous !== undefined && previous.envelope.hiddenBy !== "") return;
			const { orgId = "" } = next;
			const asked = evidence.ledger.acked(device.name, "orgs", orgId);
			const isOrgGone = device.disk.documents("orgs").get(orgId)?._deleted;
			if (isOrgGone && asked.some(({ kind }) => kind === "delete")) return;
			const from = evidence.time.now() - LOOK_BACK_MS;
			const account = evidence.accountOf(device);
			if (
				!evidence.engine.truth.wasHidden(account, keyOf(name, remoteId), from)
			)
				evidence.violated(
					"S10",
					device.name,
					`${name}/${next.id} (${remoteId}) was removed, and the Engine had it all the time`,
				);
		},
	};
}
