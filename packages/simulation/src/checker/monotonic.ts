import { type Stored, writableFields } from "@engine-offline/core/replicate";
import { engineValues } from "../workload/ledger.js";
import type { Evidence, Rule } from "./rule.js";

/** S8: what a device knows of the Engine never goes back. */
export function monotonic(evidence: Evidence): Rule {
	const seenUpTo = new Map<string, number>();
	return {
		wiped: ({ name }) => {
			for (const key of seenUpTo.keys())
				if (key.startsWith(`${name} `)) seenUpTo.delete(key);
		},
		stored: (device, { name, next }) => {
			if (!isKnowing(next) || name === "members") return;
			const versions = evidence.engine.truth.versions(
				name,
				next.envelope.remoteId,
			);
			if (Reflect.get(next, "reach") === "reference") return;
			const known = engineValues(next, writableFields[name]);
			for (const [field, value] of Object.entries(known)) {
				const key = `${device.name} ${name}/${next.envelope.remoteId}.${field}`;
				const from = seenUpTo.get(key) ?? 0;
				const index = versions.findIndex(
					(version, at) => at >= from && version.fields?.[field] === value,
				);
				if (index >= 0) seenUpTo.set(key, index);
				else if (versions.some((one) => one.fields?.[field] === value))
					evidence.violated(
						"S8",
						device.name,
						`${key} went back to ${JSON.stringify(value)}`,
					);
				else
					evidence.violated(
						"S11",
						device.name,
						`${key} is taken to be ${JSON.stringify(value)}, which the Engine never had`,
					);
			}
		},
	};
}

/** A tombstone says nothing of the Engine any more, nor does a thing that the Engine does not know. */
function isKnowing({ _deleted, envelope }: Stored): boolean {
	return !_deleted && envelope.remoteId !== "";
}
