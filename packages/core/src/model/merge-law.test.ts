import { expect, it } from "vitest";
import type { Fields } from "./fields.js";
import { type FieldPolicy, merge } from "./merge.js";

/** How a field stands on both sides to what it was: everything that can be the case. */
const cases = {
	same: { base: "b", mine: "b", theirs: "b" },
	mine: { base: "b", mine: "m", theirs: "b" },
	theirs: { base: "b", mine: "b", theirs: "t" },
	"both equal": { base: "b", mine: "n", theirs: "n" },
	"both differ": { base: "b", mine: "m", theirs: "t" },
	"mine emptied": { base: "b", mine: "", theirs: "b" },
	"theirs emptied": { base: "b", mine: "b", theirs: "" },
	"mine emptied, theirs changed": { base: "b", mine: "", theirs: "t" },
	"mine filled": { base: "", mine: "m", theirs: "" },
	"both filled": { base: "", mine: "m", theirs: "t" },
} as const;

type Case = keyof typeof cases;

/** S11 word for word, as values: what a field becomes, and whether both changed it differently. */
const law: Record<Case, readonly [value: string, isContested: boolean]> = {
	same: ["b", false],
	mine: ["m", false],
	theirs: ["t", false],
	"both equal": ["n", false],
	"both differ": ["policy", true],
	"mine emptied": ["", false],
	"theirs emptied": ["", false],
	"mine emptied, theirs changed": ["policy", true],
	"mine filled": ["m", false],
	"both filled": ["policy", true],
};

const policies = {
	mine: "mine",
	theirs: "theirs",
	joined: (base, mine, theirs) => `${base}+${mine}+${theirs}`,
} as const satisfies Record<string, FieldPolicy>;

const allowed: Record<keyof typeof policies, (name: Case) => string> = {
	mine: (name) => cases[name].mine,
	theirs: (name) => cases[name].theirs,
	joined: (name) => {
		const { base, mine, theirs } = cases[name];
		return `${base}+${mine}+${theirs}`;
	},
};

// Proof of the casts: these are the very keys of the two objects.
const caseNames = Object.keys(cases) as Case[];
const policyNames = Object.keys(policies) as (keyof typeof policies)[];

function side(which: "base" | "mine" | "theirs", given: readonly Case[]) {
	return Object.fromEntries(
		given.map((name, index) => [`field${index}`, cases[name][which]]),
	);
}

interface Given {
	readonly cases: readonly Case[];
	readonly policy: keyof typeof policies;
}

function mergeOf({ cases: given, policy }: Given, over: Partial<Sides> = {}) {
	const names = given.map((_, index) => `field${index}`);
	return merge({
		names,
		base: side("base", given),
		mine: side("mine", given),
		theirs: side("theirs", given),
		policies: Object.fromEntries(names.map((name) => [name, policies[policy]])),
		...over,
	});
}

interface Sides {
	readonly base: Fields;
	readonly mine: Fields;
	readonly theirs: Fields;
}

function expected({ cases: given, policy }: Given) {
	const judged = given.map((name, index) => {
		const [value, isContested] = law[name];
		const decided = value === "policy" ? allowed[policy](name) : value;
		return { name: `field${index}`, value: decided, isContested };
	});
	return {
		values: Object.fromEntries(judged.map(({ name, value }) => [name, value])),
		contested: judged
			.filter(({ isContested }) => isContested)
			.map(({ name }) => name),
	};
}

/** Every case of three fields beside each other, under every policy: 3,000 merges. */
const all: readonly Given[] = policyNames.flatMap((policy) =>
	caseNames.flatMap((first) =>
		caseNames.flatMap((second) =>
			caseNames.map((third) => ({ policy, cases: [first, second, third] })),
		),
	),
);

it("[MO1] three fields keep the three-way law beside each other, in every combination and under every policy", () => {
	for (const given of all)
		expect([given, mergeOf(given)]).toEqual([given, expected(given)]);
});

it("[MO2] merging the result again changes nothing, whichever fields were contested", () => {
	for (const given of all) {
		const { values } = mergeOf(given);
		const theirs = side("theirs", given.cases);
		const again = mergeOf(given, { base: theirs, mine: values });
		expect([given, again]).toEqual([given, { values, contested: [] }]);
	}
});

it("[MO1] what neither side changed is what it was, beside whatever changed", () => {
	for (const given of all)
		for (const [index, name] of given.cases.entries())
			if (name === "same")
				expect(mergeOf(given).values[`field${index}`]).toBe("b");
});
