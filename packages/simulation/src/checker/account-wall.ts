import { keyOf } from "../engine/truth.js";
import { isWrite } from "../network/wire-call.js";
import type { Evidence, Rule } from "./rule.js";

/** S16: a change leaves only under the account that it was made in, and nothing is shown that the account never saw. */
export function accountWall(evidence: Evidence): Rule {
	return {
		sent: (flight) => {
			const device = evidence.devices.find(
				({ name }) => name === flight.device,
			);
			if (device === undefined || !isWrite(flight.call)) return;
			const account = evidence.engine.accountOfBearer(flight.bearer);
			if (account !== undefined && account !== evidence.accountOf(device))
				evidence.violated(
					"S16",
					flight.device,
					`request ${flight.id} goes out under ${account}, who is not ${device.person}`,
				);
		},
		stored: (device, { name, previous, next }) => {
			if (name === "users" || previous !== undefined) return;
			if (next._deleted || next.envelope.made > 0) return;
			if (Reflect.get(next, "reach") === "reference") return;
			const { remoteId } = next.envelope;
			const account = evidence.accountOf(device);
			if (!evidence.engine.truth.wasVisible(account, keyOf(name, remoteId), 0))
				evidence.violated(
					"S16",
					device.name,
					`${name}/${remoteId} is stored, and ${device.person} never saw it`,
				);
		},
	};
}
