import type { FieldPolicy } from "@engine-offline/core";
import type { Envelope, Fields, Stored } from "@engine-offline/core/replicate";
import { orgOf } from "./org.js";

/** How a field stands here and on the Engine to what both had. */
export const relations = {
	same: { base: "b", mine: "b", theirs: "b" },
	mine: { base: "b", mine: "m", theirs: "b" },
	theirs: { base: "b", mine: "b", theirs: "t" },
	"both equal": { base: "b", mine: "n", theirs: "n" },
	"both differ": { base: "b", mine: "m", theirs: "t" },
} as const;

export type Relation = keyof typeof relations;
// Proof of the cast: these are the object's own keys.
export const relationNames = Object.keys(relations) as Relation[];

/** Every relation of the name beside every relation of the description. */
export const pairs = relationNames.flatMap((name) =>
	relationNames.map((description) => ({ name, description })),
);
export type Pair = (typeof pairs)[number];
type Side = keyof (typeof relations)["same"];

/** One side's values, each marked with its field, so that no value of one can pass for one of the other. */
export function side(which: Side, pair: Pair): Fields & { name: string } {
	return {
		name: `${relations[pair.name][which]}-name`,
		description: `${relations[pair.description][which]}-description`,
	};
}

export const joined: FieldPolicy = (base, mine, theirs) =>
	[base, mine, theirs].join("+");
export const policies: readonly FieldPolicy[] = ["mine", "theirs", joined];

/** S11 of one field, in words: what it becomes, and whether an issue has to keep all three. */
export function lawOf(
	field: "name" | "description",
	pair: Pair,
	policy: FieldPolicy,
): { readonly value: string; readonly isContested: boolean } {
	const [base, mine, theirs] = (["base", "mine", "theirs"] as const).map(
		(which) => side(which, pair)[field] ?? "",
	);
	if (base === undefined || mine === undefined || theirs === undefined)
		throw new TypeError("A side is missing.");
	switch (pair[field]) {
		case "same":
			return { value: base, isContested: false };
		case "mine":
		case "both equal":
			return { value: mine, isContested: false };
		case "theirs":
			return { value: theirs, isContested: false };
		case "both differ": {
			if (policy === "mine") return { value: mine, isContested: true };
			if (policy === "theirs") return { value: theirs, isContested: true };
			return { value: policy(base, mine, theirs), isContested: true };
		}
	}
}

/** What an envelope holds where this device changed at least one field, or deleted the thing. */
export function editedOrg(
	pair: Pair,
	given: { readonly deleted?: boolean; readonly envelope?: Partial<Envelope> },
): Stored {
	const { deleted = false, envelope = {} } = given;
	const values = side("mine", pair);
	const changed = (["name", "description"] as const).filter(
		(field) => values[field] !== side("base", pair)[field],
	);
	const waits = deleted || changed.length > 0;
	const touched = Object.fromEntries(
		(deleted ? ["*"] : changed).map((field) => [field, 1]),
	);
	const edits = waits ? { base: side("base", pair), made: 1, touched } : {};
	return orgOf(values, { ...edits, ...envelope }, deleted);
}

export function textsOf(doc: Stored): Fields {
	return {
		name: String(Reflect.get(doc, "name")),
		description: String(Reflect.get(doc, "description")),
	};
}
