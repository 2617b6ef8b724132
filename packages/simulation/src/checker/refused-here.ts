import type { Stored } from "@engine-offline/core/replicate";
import type { LedgerWrite } from "../workload/ledger.js";
import type { Evidence, Rule } from "./rule.js";

/** What the store says when it takes nothing in; anything else may come after the write. */
const refusals = [
	"INVALID_FIELD",
	"ALREADY_MEMBER",
	"PARENT_DELETED",
	"DOCUMENT_DELETED",
	"ID_SPENT",
	"DELETE_UNDER_WAY",
	"NOT_FOUND",
];

/** S2: what the store itself refused was not stored, or is hidden in the org that was deleted meanwhile. */
export function refusedHere(evidence: Evidence): Rule {
	const shownBy = new Map<string, boolean>();
	const judged = new Set<LedgerWrite>();
	return {
		stored: ({ name: device }, { next }) => {
			const isHidden = next.envelope.hiddenBy !== "";
			for (const value of textsOf(next)) {
				const key = `${device} ${value}`;
				shownBy.set(key, isHidden || (shownBy.get(key) ?? false));
			}
		},
		step: () => {
			for (const write of evidence.ledger.writes()) {
				if (write.state !== "failed" || judged.has(write)) continue;
				judged.add(write);
				if (!refusals.includes(write.code)) continue;
				for (const value of ownValues(evidence, write))
					if (shownBy.get(`${write.device} ${value}`) === false)
						evidence.violated(
							"S2",
							write.device,
							`${write.name} was refused (${write.code}), and ${JSON.stringify(value)} is stored`,
						);
			}
		},
	};
}

/** Values that no other write has, nor anything had from the start: they bear the write's name. */
function ownValues({ ledger }: Evidence, write: LedgerWrite): string[] {
	const isOwn = (value: string) =>
		ledger
			.writes()
			.every(
				(other) =>
					other === write || !Object.values(other.fields).includes(value),
			);
	return Object.values(write.fields).filter(
		(value) => value.includes(write.name) && isOwn(value),
	);
}

function textsOf(doc: Stored): string[] {
	const invite: unknown = Reflect.get(doc, "invite");
	const email =
		typeof invite === "object" && invite !== null
			? Reflect.get(invite, "email")
			: undefined;
	return [
		Reflect.get(doc, "name"),
		Reflect.get(doc, "description"),
		Reflect.get(doc, "phone"),
		email,
	].filter((text): text is string => typeof text === "string");
}
