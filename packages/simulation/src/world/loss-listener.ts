import type { Stored } from "@engine-offline/core/replicate";
import type { Rule } from "../checker/rule.js";
import { keyOf, waitingOf } from "../checker/waiting.js";
import type { Device, DeviceListener } from "../device/device.js";
import type { StoredDocuments } from "../device/device-storage.js";
import type { LedgerWrite } from "../workload/ledger.js";
import type { Noting } from "./listeners.js";

/**
 * Notes what a wipe took and what a journal gave back. What waited on a device with a journal is owed still, until its
 * store says that it is lost; on any other nothing is.
 */
export function lossListener(
	{ history, issues, ledger, violated }: Omit<Noting, "unexpected">,
	checker: () => Required<Rule>,
): Pick<
	DeviceListener,
	"wiped" | "recovered" | "left" | "leftUnasked" | "foundRest" | "foundMissing"
> {
	const forgetAll = (device: Device, stored: StoredDocuments) => {
		ledger.leave(device.name, stored);
		issues.forget(device.name);
		checker().wiped(device);
	};
	return {
		left: (device, stored) => {
			const count = [...stored.values()].reduce(
				(sum, { size }) => sum + size,
				0,
			);
			history.note("left", device.name, `${count} documents`);
			forgetAll(device, stored);
		},
		leftUnasked: (device) => {
			const before = new Set(waitingOf(device).map(keyOf));
			checker().warned(device, { before, items: [] });
		},
		foundRest: ({ name: on }, rest) =>
			violated("S16", on, `after a logout there is ${rest.join(", ")} still`),
		foundMissing: ({ name: on }, missing) =>
			violated("S1", on, `an update lost ${missing.join(", ")}`),
		wiped: (device, stored, { isLeaving }) => {
			const { name: on, journal } = device;
			history.note("wipe", on, "");
			// What a logout had begun, the next opening may finish.
			if (isLeaving) return forgetAll(device, stored);
			ledger.keepOnly(
				on,
				(name, id) =>
					journal !== undefined &&
					waitsStill(ledger.acked(on, name, id), stored.get(name)?.get(id)),
			);
			if (journal === undefined) issues.forget(on);
			checker().wiped(device);
		},
		recovered: ({ name: on }, items) => {
			for (const { outcome, collection, id, why } of items) {
				history.note(`journal ${outcome}`, on, `${collection}/${id} ${why}`);
				if (outcome === "lost")
					ledger.keepOnly(
						on,
						(name, other) => name !== collection || other !== id,
					);
			}
		},
	};
}

/** Whether an edit of the document was not settled when it was lost. */
function waitsStill(
	acked: readonly LedgerWrite[],
	doc: Stored | undefined,
): boolean {
	return (
		doc !== undefined && acked.some(({ edit }) => edit > doc.envelope.settled)
	);
}
