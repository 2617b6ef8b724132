import {
	type CollectionName,
	type Stored,
	writableFields,
} from "@engine-offline/core/replicate";
import type { Evidence, Rule } from "./rule.js";

const states = [
	"synced",
	"pending",
	"sending",
	"in-doubt",
	"parked",
	"refused",
] as const;

/** More than these would be a record that grows without bound. */
const bounds = { exceptions: 13, oldMarks: 8, late: 8, issues: 60 } as const;

/** S17: every stored document is what the store says it is. S18: nothing in it grows without bound. */
export function valid(evidence: Evidence): Rule {
	return {
		stored: (device, { name, next }) => {
			for (const wrong of wrongIn(name, next))
				evidence.violated("S17", device.name, `${name}/${next.id}: ${wrong}`);
			for (const [part, most] of Object.entries(bounds)) {
				const list: unknown = Reflect.get(next.envelope, part);
				if (Array.isArray(list) && list.length > most)
					evidence.violated(
						"S18",
						device.name,
						`${name}/${next.id} keeps ${list.length} ${part}`,
					);
			}
		},
	};
}

function* wrongIn(name: CollectionName, doc: Stored): Generator<string> {
	const texts: readonly string[] = [
		...writableFields[name],
		...(name === "projects" || name === "members" ? ["orgId"] : []),
		...(name === "members" ? ["role"] : []),
		...(name === "users" ? ["email"] : []),
	];
	for (const field of texts)
		if (typeof Reflect.get(doc, field) !== "string")
			yield `${field} is no text`;
	const { state, made, settled, sent } = doc.envelope;
	if (!states.includes(state)) yield `its state is ${state}`;
	if (settled > made) yield `${settled} of ${made} edits are settled`;
	if (sent !== null && sent.covers > made)
		yield `a request covers edit ${sent.covers} of ${made}`;
}
