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
			if (next.envelope.made > previous.envelope.made) return;
			const acked = evidence.ledger.acked(device.name, name, next.id);
			const deletion = acked.findLast(({ kind }) => kind === "delete");
			if (deletion === undefined) return;
			const outcome = outcomeIn(next, deletion.edit);
			if (outcome?.kind === "refused" || deletion.edit < next.envelope.made)
				return;
			const isBackOnEngine =
				(name === "members" || name === "users") &&
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
	return {
		stored: (device, { name, previous, next }) => {
			const { ended, remoteId } = next.envelope;
			if (name === "users" || ended !== "vanished" || remoteId === "") return;
			if (previous?.envelope.ended === "vanished") return;
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
